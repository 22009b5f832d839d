import { Router } from 'express';
import { findProduct } from '../services/catalogue';
import { suggestPrice, suggestPriceSync } from '../services/priceSimulation';
import type { Product, Shop } from '../types';
import { notFound } from './errors';

export function productRoutes({ products }: Shop): Router {
  const requireProduct = (sku: string): Product => {
    const product = findProduct(products, sku);
    if (!product) throw notFound(`There is no product ${sku}.`);
    return product;
  };

  const router = Router();
  router.get('/products', (req, res) => {
    const limit = Math.min(Number(req.query['limit'] ?? 20) || 20, 100);
    res.json(products.slice(0, limit));
  });
  router.get('/products/:sku', (req, res) => {
    res.json(requireProduct(req.params.sku));
  });
  router.get('/v1/products/:sku/suggested-price', (req, res) => {
    res.json(suggestPriceSync(requireProduct(req.params.sku)));
  });
  router.get('/v2/products/:sku/suggested-price', async (req, res) => {
    res.json(await suggestPrice(requireProduct(req.params.sku)));
  });
  return router;
}
