import type { DepartmentSource } from './department.ts';

const grades = [
  ['light', '轻量版', 1],
  ['trail', '山野版', 1.6],
  ['expedition', '远征版', 2.6],
] as const;

const fits = [
  ['S', 'S码', 1],
  ['M', 'M码', 1.02],
  ['L', 'L码', 1.04],
] as const;

export const outdoor: DepartmentSource = {
  id: 'outdoor',
  name: ['Outdoor and sport', '户外运动'],
  taste: 0.18,
  brands: [
    ['far-ridge', 'Far Ridge', '远岭', 1],
    ['harvest-trail', 'Harvest Trail', '丰年行', 0.8],
    ['swift-deer', 'Swift Deer', '疾鹿', 1.5],
  ],
  categories: [
    {
      id: 'camping',
      name: ['Camping', '露营'],
      pull: 0.8,
      returned: 0.07,
      most: 2,
      sizes: grades,
      goods: [
        ['Dome tent', '帐篷', 29900],
        ['Sleeping bag', '睡袋', 15900],
        ['Folding chair', '折叠椅', 7990],
        ['Camp stove', '炉具', 12900],
        ['Lantern', '营地灯', 5990],
      ],
    },
    {
      id: 'hiking',
      name: ['Hiking', '徒步'],
      pull: 1,
      returned: 0.07,
      most: 2,
      sizes: grades,
      goods: [
        ['Backpack', '登山包', 15900],
        ['Trekking poles', '登山杖', 9990],
        ['Water bladder', '水袋', 5990],
        ['Head torch', '头灯', 4990],
        ['Hiking socks', '徒步袜', 2990],
      ],
    },
    {
      id: 'cycling',
      name: ['Cycling', '骑行'],
      pull: 0.6,
      returned: 0.06,
      most: 2,
      sizes: grades,
      goods: [
        ['Helmet', '骑行头盔', 12900],
        ['Bike lock', '车锁', 4990],
        ['Bottle cage', '水壶架', 2590],
        ['Cycling gloves', '骑行手套', 4590],
        ['Tail light', '尾灯', 3990],
      ],
    },
    {
      id: 'fitness',
      name: ['Fitness', '健身'],
      pull: 1,
      returned: 0.05,
      most: 2,
      sizes: grades,
      goods: [
        ['Yoga mat', '瑜伽垫', 6990],
        ['Dumbbells', '哑铃', 8990],
        ['Skipping rope', '跳绳', 2990],
        ['Resistance band', '弹力带', 2590],
        ['Foam roller', '泡沫轴', 4990],
      ],
    },
    {
      id: 'sportswear',
      name: ['Sportswear', '运动服饰'],
      pull: 1.2,
      returned: 0.13,
      most: 3,
      sizes: fits,
      goods: [
        ['Running shoes', '跑鞋', 29900],
        ['Quick-dry shirt', '速干T恤', 7990],
        ['Track trousers', '运动长裤', 12900],
        ['Wind jacket', '防风外套', 25900],
        ['Sports cap', '运动帽', 4990],
      ],
    },
  ],
};
