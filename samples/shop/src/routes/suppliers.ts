import { Router } from 'express';
import { summarizePrices, summarizePricesSync } from '../services/priceList';
import { findStock, findStockSync, type Stock } from '../services/stock';
import { notFound } from './errors';

function requireStock(sku: string, stock: Stock | undefined): Stock {
  if (!stock) throw notFound(`No supplier has ${sku}.`);
  return stock;
}

export function supplierRoutes(): Router {
  const router = Router();
  router.get('/v1/stock/:sku', (req, res) => {
    res.json(requireStock(req.params.sku, findStockSync(req.params.sku)));
  });
  router.get('/v2/stock/:sku', async (req, res) => {
    res.json(requireStock(req.params.sku, await findStock(req.params.sku)));
  });
  router.get('/v1/prices', async (_req, res) => {
    res.json(await summarizePricesSync());
  });
  router.get('/v2/prices', async (_req, res) => {
    res.json(await summarizePrices());
  });
  return router;
}
