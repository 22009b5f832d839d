import { readFile } from 'node:fs/promises';
import { productsFile } from '../data';
import type { Product } from '../types';

export async function loadProducts(): Promise<Product[]> {
  return JSON.parse(await readFile(productsFile, 'utf8')) as Product[];
}

export function findProduct(products: readonly Product[], sku: string): Product | undefined {
  return products.find((product) => product.sku === sku);
}
