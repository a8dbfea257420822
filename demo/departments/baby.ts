import type { DepartmentSource } from './department.ts';

const stages = [
  ['stage 1', '1段', 1],
  ['stage 2', '2段', 1.05],
  ['stage 3', '3段', 1.1],
] as const;

export const baby: DepartmentSource = {
  id: 'baby',
  name: ['Mother and baby', '母婴'],
  taste: 0.35,
  brands: [
    ['little-sprout', 'Little Sprout', '小芽', 1],
    ['harvest-baby', 'Harvest Baby', '丰年宝贝', 0.9],
    ['north-star', 'North Star', '北辰', 1.4],
  ],
  categories: [
    {
      id: 'formula',
      name: ['Formula', '奶粉'],
      pull: 0.8,
      returned: 0.02,
      most: 3,
      sizes: stages,
      goods: [
        ['Infant formula 800 g', '婴儿奶粉800克', 21900],
        ['Goat milk formula', '羊奶粉', 26900],
        ['Organic formula', '有机奶粉', 28900],
        ['Rice cereal', '米粉', 5900],
        ['Fruit puree', '果泥', 1590],
      ],
    },
    {
      id: 'diapers',
      name: ['Diapers', '纸尿裤'],
      pull: 1.3,
      returned: 0.02,
      most: 4,
      sizes: [
        ['S', 'S码', 1],
        ['M', 'M码', 1.08],
        ['L', 'L码', 1.16],
      ],
      goods: [
        ['Day diapers', '日用纸尿裤', 7990],
        ['Night diapers', '夜用纸尿裤', 8990],
        ['Pull-up pants', '拉拉裤', 8590],
        ['Swim diapers', '游泳尿裤', 3990],
        ['Changing mats', '隔尿垫', 3290],
      ],
    },
    {
      id: 'baby-care',
      name: ['Baby care', '婴儿护理'],
      pull: 1.1,
      returned: 0.012,
      most: 3,
      sizes: [
        ['small', '小瓶', 1],
        ['standard', '标准装', 1.7],
        ['family', '家庭装', 2.9],
      ],
      goods: [
        ['Baby wipes', '婴儿湿巾', 1290],
        ['Baby lotion', '婴儿润肤露', 2590],
        ['Baby shampoo', '婴儿洗发露', 2290],
        ['Feeding bottle', '奶瓶', 4590],
        ['Nappy cream', '护臀膏', 2990],
      ],
    },
    {
      id: 'toys',
      name: ['Toys', '玩具'],
      pull: 0.7,
      returned: 0.05,
      most: 2,
      sizes: [
        ['classic', '经典款', 1],
        ['deluxe', '豪华款', 1.8],
        ['collector', '珍藏款', 2.9],
      ],
      goods: [
        ['Building blocks', '积木', 7990],
        ['Plush panda', '熊猫公仔', 5990],
        ['Picture book', '绘本', 2990],
        ['Toy train', '小火车', 8990],
        ['Puzzle', '拼图', 3990],
      ],
    },
    {
      id: 'kids-wear',
      name: ["Children's wear", '童装'],
      pull: 0.6,
      returned: 0.11,
      most: 3,
      sizes: [
        ['90 cm', '90码', 1],
        ['110 cm', '110码', 1.06],
        ['130 cm', '130码', 1.12],
      ],
      goods: [
        ['Cotton bodysuit', '纯棉连体衣', 5990],
        ['Padded jacket', '棉服', 15900],
        ['Pyjamas', '睡衣', 6990],
        ['Sun hat', '遮阳帽', 3590],
        ['First shoes', '学步鞋', 9990],
      ],
    },
  ],
};
