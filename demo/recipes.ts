/**
 * Things that are bought together. The first category is always in the basket, each of the others
 * most of the time; the recipe belongs to the department of its first category.
 */
export const recipes: readonly (readonly string[])[] = [
  ['vegetables', 'meat', 'oil-seasoning', 'rice-noodles'],
  ['dairy-eggs', 'fruit', 'coffee', 'snacks'],
  ['seafood', 'vegetables', 'wine-spirits', 'oil-seasoning'],
  ['meat', 'hot-pot', 'vegetables', 'soft-drinks', 'seafood'],
  ['hot-pot', 'meat', 'vegetables', 'wine-spirits'],
  ['snacks', 'soft-drinks', 'nuts-gifts', 'paper'],
  ['nuts-gifts', 'wine-spirits', 'tea', 'fruit'],
  ['rice-noodles', 'oil-seasoning', 'dairy-eggs', 'vegetables'],
  ['water', 'soft-drinks', 'snacks', 'paper'],
  ['wine-spirits', 'snacks', 'nuts-gifts', 'meat'],
  ['coffee', 'dairy-eggs', 'snacks'],
  ['paper', 'laundry', 'cleaning', 'bath'],
  ['cleaning', 'paper', 'kitchenware'],
  ['bedding', 'laundry', 'bath'],
  ['skincare', 'makeup', 'hair-care', 'bath'],
  ['oral-care', 'hair-care', 'bath', 'paper'],
  ['diapers', 'baby-care', 'formula', 'kids-wear', 'paper'],
  ['formula', 'diapers', 'baby-care', 'dairy-eggs'],
  ['toys', 'kids-wear', 'snacks', 'dairy-eggs'],
  ['camping', 'hiking', 'snacks', 'water', 'meat'],
  ['hiking', 'sportswear', 'water', 'snacks'],
  ['fitness', 'sportswear', 'dairy-eggs', 'water'],
  ['kitchen-appliance', 'kitchenware', 'oil-seasoning', 'rice-noodles'],
  ['cleaning-appliance', 'cleaning', 'laundry'],
  ['digital', 'fitness', 'snacks'],
];
