import type { DepartmentSource } from './department.ts';

const tubes = [
  ['travel', '旅行装', 1],
  ['standard', '正装', 2.2],
  ['twin', '双支装', 4],
] as const;

export const beauty: DepartmentSource = {
  id: 'beauty',
  name: ['Beauty and care', '美妆个护'],
  taste: 0.5,
  brands: [
    ['harvest-care', 'Harvest Care', '丰年护', 1],
    ['dew-moon', 'Dew Moon', '露月', 1.5],
    ['camellia-road', 'Camellia Road', '山茶路', 1.9],
  ],
  categories: [
    {
      id: 'skincare',
      name: ['Skin care', '护肤'],
      pull: 1,
      returned: 0.035,
      most: 2,
      sizes: tubes,
      goods: [
        ['Face cream', '面霜', 4990],
        ['Cleanser', '洁面乳', 2990],
        ['Toner', '爽肤水', 3990],
        ['Sunscreen', '防晒霜', 3590],
        ['Sheet masks', '面膜', 2590],
      ],
    },
    {
      id: 'makeup',
      name: ['Make-up', '彩妆'],
      pull: 0.6,
      returned: 0.05,
      most: 2,
      sizes: [
        ['soft', '柔雾', 1],
        ['bright', '亮泽', 1.1],
        ['limited', '限定', 1.5],
      ],
      goods: [
        ['Lipstick', '口红', 5990],
        ['Foundation', '粉底液', 7990],
        ['Eyeliner', '眼线笔', 3590],
        ['Eyeshadow', '眼影盘', 6990],
        ['Blusher', '腮红', 4590],
      ],
    },
    {
      id: 'hair-care',
      name: ['Hair care', '洗发护发'],
      pull: 1,
      returned: 0.012,
      most: 3,
      sizes: tubes,
      goods: [
        ['Shampoo', '洗发水', 1690],
        ['Conditioner', '护发素', 1690],
        ['Hair mask', '发膜', 2290],
        ['Hair oil', '护发精油', 2690],
        ['Dry shampoo', '免洗喷雾', 2490],
      ],
    },
    {
      id: 'oral-care',
      name: ['Oral care', '口腔护理'],
      pull: 1,
      returned: 0.006,
      most: 4,
      sizes: tubes,
      goods: [
        ['Toothpaste', '牙膏', 690],
        ['Toothbrush', '牙刷', 590],
        ['Mouthwash', '漱口水', 1290],
        ['Dental floss', '牙线', 890],
        ['Whitening strips', '美白牙贴', 3990],
      ],
    },
    {
      id: 'bath',
      name: ['Bath', '沐浴'],
      pull: 0.9,
      returned: 0.008,
      most: 3,
      sizes: tubes,
      goods: [
        ['Shower gel', '沐浴露', 1390],
        ['Soap bar', '香皂', 490],
        ['Body lotion', '身体乳', 1990],
        ['Hand cream', '护手霜', 990],
        ['Bath salt', '浴盐', 1590],
      ],
    },
  ],
};
