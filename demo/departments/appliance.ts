import type { DepartmentSource } from './department.ts';

const models = [
  ['basic', '基础款', 1],
  ['smart', '智能款', 1.6],
  ['pro', '旗舰款', 2.6],
] as const;

export const appliance: DepartmentSource = {
  id: 'appliance',
  name: ['Appliances', '家电数码'],
  taste: 0.09,
  brands: [
    ['bright-hearth', 'Bright Hearth', '明灶', 1],
    ['harvest-tech', 'Harvest Tech', '丰年电器', 0.85],
    ['quiet-wind', 'Quiet Wind', '静风', 1.35],
  ],
  categories: [
    {
      id: 'kitchen-appliance',
      name: ['Kitchen appliances', '厨房电器'],
      pull: 1.2,
      returned: 0.05,
      most: 1,
      sizes: models,
      goods: [
        ['Rice cooker', '电饭煲', 29900],
        ['Air fryer', '空气炸锅', 32900],
        ['Soy milk maker', '豆浆机', 25900],
        ['Kettle', '电水壶', 9900],
        ['Microwave oven', '微波炉', 45900],
      ],
    },
    {
      id: 'climate',
      name: ['Heating and cooling', '冷暖电器'],
      pull: 0.7,
      returned: 0.05,
      most: 1,
      sizes: models,
      goods: [
        ['Pedestal fan', '落地扇', 19900],
        ['Heater', '取暖器', 24900],
        ['Humidifier', '加湿器', 15900],
        ['Air purifier', '空气净化器', 69900],
        ['Dehumidifier', '除湿机', 79900],
      ],
    },
    {
      id: 'cleaning-appliance',
      name: ['Cleaning appliances', '清洁电器'],
      pull: 0.5,
      returned: 0.06,
      most: 1,
      sizes: models,
      goods: [
        ['Stick vacuum', '无线吸尘器', 59900],
        ['Robot vacuum', '扫地机器人', 129900],
        ['Steam iron', '蒸汽熨斗', 19900],
        ['Garment steamer', '挂烫机', 25900],
        ['Floor washer', '洗地机', 99900],
      ],
    },
    {
      id: 'personal-appliance',
      name: ['Personal appliances', '个护电器'],
      pull: 1,
      returned: 0.05,
      most: 1,
      sizes: models,
      goods: [
        ['Hair dryer', '电吹风', 15900],
        ['Electric toothbrush', '电动牙刷', 12900],
        ['Shaver', '剃须刀', 19900],
        ['Neck massager', '颈椎按摩仪', 22900],
        ['Bathroom scale', '体重秤', 8900],
      ],
    },
    {
      id: 'digital',
      name: ['Digital', '数码'],
      pull: 1,
      returned: 0.06,
      most: 2,
      sizes: models,
      goods: [
        ['Power bank', '充电宝', 9900],
        ['Wireless earbuds', '无线耳机', 19900],
        ['Smart speaker', '智能音箱', 24900],
        ['Desk lamp', '护眼台灯', 15900],
        ['Fitness band', '运动手环', 22900],
      ],
    },
  ],
};
