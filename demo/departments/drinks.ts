import type { DepartmentSource } from './department.ts';

const bottles = [
  ['bottle', '单瓶', 1],
  ['six pack', '六连包', 5.4],
  ['case of 12', '12瓶整箱', 10],
] as const;

const leaves = [
  ['100 g', '100克', 1],
  ['250 g', '250克', 2.3],
  ['gift tin', '礼罐', 4],
] as const;

export const drinks: DepartmentSource = {
  id: 'drinks',
  name: ['Drinks', '酒水饮料'],
  taste: 0.8,
  brands: [
    ['harvest-choice', 'Harvest Choice', '丰年优选', 1],
    ['cloud-spring', 'Cloud Spring', '云泉', 1.1],
    ['old-bridge', 'Old Bridge', '老桥', 1.4],
  ],
  categories: [
    {
      id: 'water',
      name: ['Water', '饮用水'],
      pull: 1,
      returned: 0.003,
      most: 4,
      sizes: bottles,
      goods: [
        ['Spring water', '山泉水', 200],
        ['Mineral water', '矿泉水', 300],
        ['Sparkling water', '气泡水', 490],
        ['Lemon water', '柠檬水', 450],
        ['Soda water', '苏打水', 390],
      ],
    },
    {
      id: 'soft-drinks',
      name: ['Juice and soft drinks', '果汁汽水'],
      pull: 1.3,
      returned: 0.003,
      most: 6,
      sizes: bottles,
      goods: [
        ['Cola', '可乐', 350],
        ['Orange juice', '橙汁', 690],
        ['Plum juice', '酸梅汤', 590],
        ['Coconut drink', '椰汁', 550],
        ['Herbal tea', '凉茶', 450],
      ],
    },
    {
      id: 'tea',
      name: ['Tea', '茶叶'],
      pull: 0.5,
      returned: 0.008,
      most: 2,
      sizes: leaves,
      goods: [
        ['Longjing green tea', '龙井', 5990],
        ['Tieguanyin', '铁观音', 4590],
        ["Pu'er tea", '普洱', 3990],
        ['Jasmine tea', '茉莉花茶', 2290],
        ['Keemun black tea', '祁门红茶', 3290],
      ],
    },
    {
      id: 'coffee',
      name: ['Coffee', '咖啡'],
      pull: 0.6,
      returned: 0.006,
      most: 3,
      sizes: leaves,
      goods: [
        ['Instant coffee', '速溶咖啡', 1990],
        ['Espresso beans', '意式咖啡豆', 2990],
        ['Yunnan arabica', '云南小粒咖啡', 2690],
        ['Drip bags', '挂耳咖啡', 2490],
        ['Cold brew powder', '冷萃咖啡粉', 3290],
      ],
    },
    {
      id: 'wine-spirits',
      name: ['Beer, wine and spirits', '酒类'],
      pull: 0.6,
      returned: 0.006,
      most: 3,
      sizes: [
        ['standard', '标准装', 1],
        ['pair', '双支装', 1.9],
        ['gift case', '礼盒箱', 4.8],
      ],
      goods: [
        ['Pale lager', '淡爽啤酒', 890],
        ['Red wine', '干红葡萄酒', 5990],
        ['Yellow rice wine', '黄酒', 2590],
        ['Sorghum baijiu', '高粱白酒', 12800],
        ['Plum wine', '梅子酒', 4590],
      ],
    },
  ],
};
