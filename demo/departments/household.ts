import type { DepartmentSource } from './department.ts';

const refills = [
  ['standard', '标准装', 1],
  ['value', '实惠装', 1.8],
  ['bulk', '囤货装', 3.4],
] as const;

const grades = [
  ['basic', '基础款', 1],
  ['plus', '升级款', 1.6],
  ['premium', '尊享款', 2.6],
] as const;

export const household: DepartmentSource = {
  id: 'household',
  name: ['Household', '家居日用'],
  taste: 0.7,
  brands: [
    ['harvest-home', 'Harvest Home', '丰年家', 1],
    ['white-crane', 'White Crane', '白鹤', 1.2],
    ['plain-day', 'Plain Day', '素日', 1.35],
  ],
  categories: [
    {
      id: 'paper',
      name: ['Paper', '纸品'],
      pull: 1.4,
      returned: 0.004,
      most: 3,
      sizes: refills,
      goods: [
        ['Facial tissue', '抽纸', 1490],
        ['Toilet rolls', '卷纸', 1990],
        ['Kitchen towels', '厨房纸', 1290],
        ['Wet wipes', '湿巾', 990],
        ['Pocket tissue', '手帕纸', 890],
      ],
    },
    {
      id: 'laundry',
      name: ['Laundry', '衣物清洁'],
      pull: 1,
      returned: 0.005,
      most: 3,
      sizes: refills,
      goods: [
        ['Laundry liquid', '洗衣液', 2490],
        ['Laundry pods', '洗衣凝珠', 2990],
        ['Softener', '柔顺剂', 1990],
        ['Stain remover', '去渍剂', 1590],
        ['Hand wash soap', '洗衣皂', 690],
      ],
    },
    {
      id: 'cleaning',
      name: ['Cleaning', '家庭清洁'],
      pull: 0.9,
      returned: 0.006,
      most: 3,
      sizes: refills,
      goods: [
        ['Dish soap', '洗洁精', 1290],
        ['Floor cleaner', '地板清洁剂', 1890],
        ['Glass cleaner', '玻璃水', 1290],
        ['Bin bags', '垃圾袋', 990],
        ['Sponges', '海绵擦', 690],
      ],
    },
    {
      id: 'kitchenware',
      name: ['Kitchenware', '厨具'],
      pull: 0.5,
      returned: 0.035,
      most: 2,
      sizes: grades,
      goods: [
        ['Wok', '炒锅', 8990],
        ['Chopsticks', '筷子', 1990],
        ['Chopping board', '砧板', 3990],
        ['Lunch box', '保鲜盒', 2590],
        ['Vacuum flask', '保温杯', 5990],
      ],
    },
    {
      id: 'bedding',
      name: ['Bedding', '床上用品'],
      pull: 0.3,
      returned: 0.06,
      most: 2,
      sizes: grades,
      goods: [
        ['Pillow', '枕头', 4990],
        ['Duvet', '被子', 12900],
        ['Sheet set', '床品套件', 15900],
        ['Bath towel', '浴巾', 3290],
        ['Blanket', '毛毯', 8990],
      ],
    },
  ],
};
