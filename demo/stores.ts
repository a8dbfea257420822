/** A place where Harvest Market meets a member; `channel` is `store` for the ones with a door. */
export interface Store {
  id: string;
  name: string;
  nameZh: string;
  city: string;
  region: string;
  brand: string;
  channel: 'store' | 'app' | 'web' | 'mini';
}

/** City and region, then its districts: the first of each city is the large market. */
const cities: readonly (readonly [
  string,
  string,
  string,
  readonly (readonly [string, string])[],
])[] = [
  [
    'Shanghai',
    '上海',
    'east',
    [
      ["Jing'an", '静安'],
      ['Xuhui', '徐汇'],
      ['Pudong', '浦东'],
      ['Minhang', '闵行'],
      ['Yangpu', '杨浦'],
      ['Changning', '长宁'],
      ['Putuo', '普陀'],
      ['Baoshan', '宝山'],
    ],
  ],
  [
    'Hangzhou',
    '杭州',
    'east',
    [
      ['Xihu', '西湖'],
      ['Binjiang', '滨江'],
      ['Gongshu', '拱墅'],
      ['Yuhang', '余杭'],
    ],
  ],
  [
    'Suzhou',
    '苏州',
    'east',
    [
      ['Gusu', '姑苏'],
      ['Wuzhong', '吴中'],
      ['Xiangcheng', '相城'],
    ],
  ],
  [
    'Nanjing',
    '南京',
    'east',
    [
      ['Xuanwu', '玄武'],
      ['Jianye', '建邺'],
      ['Gulou', '鼓楼'],
    ],
  ],
  [
    'Beijing',
    '北京',
    'north',
    [
      ['Chaoyang', '朝阳'],
      ['Haidian', '海淀'],
      ['Dongcheng', '东城'],
      ['Fengtai', '丰台'],
      ['Tongzhou', '通州'],
    ],
  ],
  [
    'Guangzhou',
    '广州',
    'south',
    [
      ['Tianhe', '天河'],
      ['Yuexiu', '越秀'],
      ['Haizhu', '海珠'],
      ['Panyu', '番禺'],
    ],
  ],
  [
    'Shenzhen',
    '深圳',
    'south',
    [
      ['Futian', '福田'],
      ['Nanshan', '南山'],
      ['Luohu', '罗湖'],
      ["Bao'an", '宝安'],
    ],
  ],
  [
    'Chengdu',
    '成都',
    'west',
    [
      ['Jinjiang', '锦江'],
      ['Wuhou', '武侯'],
      ['Qingyang', '青羊'],
      ['Chenghua', '成华'],
    ],
  ],
  [
    'Wuhan',
    '武汉',
    'central',
    [
      ['Wuchang', '武昌'],
      ["Jiang'an", '江岸'],
      ['Hongshan', '洪山'],
    ],
  ],
  [
    "Xi'an",
    '西安',
    'west',
    [
      ['Yanta', '雁塔'],
      ['Beilin', '碑林'],
    ],
  ],
];

const online: readonly Store[] = [
  place('E001', 'Harvest app', '丰年集市应用', 'app'),
  place('E002', 'Harvest web shop', '丰年集市网店', 'web'),
  place('E003', 'Harvest mini-program', '丰年集市小程序', 'mini'),
];

const withDoor: readonly Store[] = cities.flatMap(([city, cityZh, region, districts]) =>
  districts.map(([district, districtZh], position) => ({
    id: '',
    name: `${position === 0 ? 'Harvest Market' : 'Harvest Corner'} ${city} ${district}`,
    nameZh: `${position === 0 ? '丰年集市' : '丰年小铺'}${cityZh}${districtZh}店`,
    city,
    region,
    brand: position === 0 ? 'harvest-market' : 'harvest-corner',
    channel: 'store' as const,
  })),
);

/** Every store with a door, in order of city: `S001`, `S002`, … */
export const doors: readonly Store[] = withDoor.map((store, index) => ({
  ...store,
  id: `S${String(index + 1).padStart(3, '0')}`,
}));

/** The stores with a door, then the app, the web shop and the mini-program. */
export const stores: readonly Store[] = [...doors, ...online];

function place(id: string, name: string, nameZh: string, channel: Store['channel']): Store {
  return { id, name, nameZh, city: 'online', region: 'online', brand: 'harvest-market', channel };
}
