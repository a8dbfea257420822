import { appliance } from './departments/appliance.ts';
import { baby } from './departments/baby.ts';
import { beauty } from './departments/beauty.ts';
import type { CategorySource, DepartmentSource } from './departments/department.ts';
import { drinks } from './departments/drinks.ts';
import { fresh } from './departments/fresh.ts';
import { household } from './departments/household.ts';
import { outdoor } from './departments/outdoor.ts';
import { pantry } from './departments/pantry.ts';
import { type Store, stores } from './stores.ts';
import { type Touchpoint, touchpoints } from './touchpoints.ts';

export interface Category {
  id: string;
  /** The department for a leaf, null for a department. */
  parent: string | null;
  name: string;
  nameZh: string;
}

export interface Product {
  sku: string;
  name: string;
  nameZh: string;
  /** Leaf category id. */
  category: string;
  brand: string;
  /** Fen, tax included. */
  price: number;
}

/** The order is fixed: a product's number is its place here. */
export const departments: readonly DepartmentSource[] = [
  fresh,
  pantry,
  drinks,
  household,
  beauty,
  baby,
  outdoor,
  appliance,
];

/** What Harvest Market sells and where, as the catalogue import takes it. */
export const catalog: {
  categories: Category[];
  products: Product[];
  stores: readonly Store[];
  touchpoints: readonly Touchpoint[];
} = {
  categories: departments.flatMap(categoriesOf),
  products: departments.flatMap((department, index) =>
    department.categories.flatMap((category, position) =>
      productsOf(department, category, `P${index + 1}${String(position + 1).padStart(2, '0')}`),
    ),
  ),
  stores,
  touchpoints,
};

function categoriesOf({ id, name, categories }: DepartmentSource): Category[] {
  return [
    { id, parent: null, name: name[0], nameZh: name[1] },
    ...categories.map((leaf) => ({
      id: leaf.id,
      parent: id,
      name: leaf.name[0],
      nameZh: leaf.name[1],
    })),
  ];
}

function productsOf(
  department: DepartmentSource,
  category: CategorySource,
  prefix: string,
): Product[] {
  return category.goods.flatMap(([name, nameZh, price], row) =>
    category.sizes.map(([size, sizeZh, times], column) => {
      const brands = department.brands;
      const [brand, brandName, brandZh, dearer] = brands[(row + column) % brands.length]!;
      const number = row * category.sizes.length + column + 1;
      return {
        sku: `${prefix}${String(number).padStart(2, '0')}`,
        name: `${brandName} ${name}, ${size}`,
        nameZh: `${brandZh}${nameZh} ${sizeZh}`,
        category: category.id,
        brand,
        price: priceTag(price * times * dearer),
      };
    }),
  );
}

/** Above ten yuan shelves end in .90; below, in whole tenths. */
function priceTag(fen: number): number {
  return fen >= 1000 ? Math.round(fen / 100) * 100 - 10 : Math.round(fen / 10) * 10;
}
