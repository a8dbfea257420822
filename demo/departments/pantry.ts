import type { DepartmentSource } from './department.ts';

const packs = [
  ['single', '单包', 1],
  ['three pack', '三连包', 2.7],
  ['case', '整箱', 7.5],
] as const;

export const pantry: DepartmentSource = {
  id: 'pantry',
  name: ['Pantry', '粮油零食'],
  taste: 1.2,
  brands: [
    ['harvest-choice', 'Harvest Choice', '丰年优选', 1],
    ['golden-granary', 'Golden Granary', '金谷仓', 1.2],
    ['auntie-lin', 'Auntie Lin', '林阿姨', 1.1],
  ],
  categories: [
    {
      id: 'rice-noodles',
      name: ['Rice and noodles', '米面'],
      pull: 1.1,
      returned: 0.004,
      most: 3,
      sizes: [
        ['1 kg', '1千克', 1],
        ['2.5 kg', '2.5千克', 2.3],
        ['5 kg', '5千克', 4.4],
      ],
      goods: [
        ['Northeast rice', '东北大米', 1290],
        ['Jasmine rice', '茉莉香米', 1690],
        ['Wheat flour', '小麦粉', 790],
        ['Dried noodles', '挂面', 990],
        ['Millet', '小米', 1390],
      ],
    },
    {
      id: 'oil-seasoning',
      name: ['Oil and seasoning', '油盐酱醋'],
      pull: 0.9,
      returned: 0.004,
      most: 3,
      sizes: [
        ['500 ml', '500毫升', 1],
        ['1 l', '1升', 1.8],
        ['1.8 l', '1.8升', 3],
      ],
      goods: [
        ['Peanut oil', '花生油', 1990],
        ['Rapeseed oil', '菜籽油', 1590],
        ['Light soy sauce', '生抽', 890],
        ['Chinkiang vinegar', '镇江香醋', 790],
        ['Oyster sauce', '蚝油', 990],
      ],
    },
    {
      id: 'snacks',
      name: ['Snacks', '休闲零食'],
      pull: 1.5,
      returned: 0.005,
      most: 6,
      sizes: packs,
      goods: [
        ['Potato crisps', '薯片', 690],
        ['Seaweed', '海苔', 890],
        ['Rice crackers', '米饼', 790],
        ['Dark chocolate', '黑巧克力', 1290],
        ['Spicy tofu strips', '辣豆干', 490],
      ],
    },
    {
      id: 'nuts-gifts',
      name: ['Nuts and gift boxes', '坚果礼盒'],
      pull: 0.5,
      returned: 0.012,
      most: 3,
      sizes: [
        ['bag', '袋装', 1],
        ['tin', '罐装', 1.9],
        ['gift box', '礼盒', 4.2],
      ],
      goods: [
        ['Walnuts', '核桃', 2990],
        ['Cashews', '腰果', 3490],
        ['Pistachios', '开心果', 3990],
        ['Mixed nuts', '每日坚果', 3290],
        ['Mooncakes', '月饼', 3890],
      ],
    },
    {
      id: 'hot-pot',
      name: ['Hot pot and frozen', '火锅速冻'],
      pull: 0.8,
      returned: 0.005,
      most: 4,
      sizes: packs,
      goods: [
        ['Spicy hot pot base', '麻辣火锅底料', 1290],
        ['Tomato hot pot base', '番茄火锅底料', 1190],
        ['Fish balls', '鱼丸', 1490],
        ['Pork dumplings', '猪肉水饺', 1690],
        ['Sesame dip', '芝麻蘸酱', 690],
      ],
    },
  ],
};
