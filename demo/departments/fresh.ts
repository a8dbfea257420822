import type { DepartmentSource } from './department.ts';

const weights = [
  ['500 g', '500克', 1],
  ['1 kg', '1千克', 1.9],
  ['2 kg', '2千克', 3.6],
] as const;

export const fresh: DepartmentSource = {
  id: 'fresh',
  name: ['Fresh food', '生鲜'],
  taste: 1.6,
  brands: [
    ['harvest-choice', 'Harvest Choice', '丰年优选', 1],
    ['green-ridge', 'Green Ridge', '青岭', 1.15],
    ['river-farm', 'River Farm', '河畔农场', 1.3],
  ],
  categories: [
    {
      id: 'fruit',
      name: ['Fruit', '水果'],
      pull: 1.3,
      returned: 0.008,
      most: 4,
      sizes: weights,
      goods: [
        ['Fuji apples', '红富士苹果', 890],
        ['Bananas', '香蕉', 590],
        ['Navel oranges', '脐橙', 990],
        ['Grapes', '葡萄', 1590],
        ['Blueberries', '蓝莓', 2990],
      ],
    },
    {
      id: 'vegetables',
      name: ['Vegetables', '蔬菜'],
      pull: 1.6,
      returned: 0.005,
      most: 4,
      sizes: weights,
      goods: [
        ['Pak choi', '上海青', 390],
        ['Tomatoes', '番茄', 590],
        ['Potatoes', '土豆', 350],
        ['Lotus root', '莲藕', 890],
        ['Shiitake mushrooms', '香菇', 1190],
      ],
    },
    {
      id: 'meat',
      name: ['Meat and poultry', '肉禽'],
      pull: 1.1,
      returned: 0.008,
      most: 3,
      sizes: weights,
      goods: [
        ['Pork belly', '五花肉', 1990],
        ['Chicken legs', '鸡腿', 1490],
        ['Sliced beef', '肥牛片', 3990],
        ['Lamb rolls', '羊肉卷', 4290],
        ['Spare ribs', '猪小排', 2990],
      ],
    },
    {
      id: 'seafood',
      name: ['Seafood', '水产'],
      pull: 0.6,
      returned: 0.012,
      most: 3,
      sizes: weights,
      goods: [
        ['White shrimp', '白虾', 3490],
        ['Sea bass', '海鲈鱼', 2590],
        ['Salmon fillet', '三文鱼排', 6990],
        ['Clams', '花蛤', 1290],
        ['Hairy crab', '大闸蟹', 7990],
      ],
    },
    {
      id: 'dairy-eggs',
      name: ['Dairy and eggs', '乳品蛋类'],
      pull: 1.4,
      returned: 0.004,
      most: 4,
      sizes: [
        ['small', '小份', 1],
        ['family', '家庭装', 1.8],
        ['crate', '整箱', 4.5],
      ],
      goods: [
        ['Fresh milk', '鲜牛奶', 1290],
        ['Plain yogurt', '原味酸奶', 1090],
        ['Farm eggs', '农家鸡蛋', 1590],
        ['Sliced cheese', '芝士片', 1990],
        ['Butter', '黄油', 2290],
      ],
    },
  ],
};
