import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import { createInvoice, createInvoiceSync } from '../services/invoices';
import { exportOrders, exportOrdersSync, sumRevenue, sumRevenueSync } from '../services/orders';
import type { Order, Shop } from '../types';
import { notFound } from './errors';

export function orderRoutes({ orders }: Shop): Router {
  const requireOrder = (id: string): Order => {
    const order = orders[Number(id) - 1];
    if (!order) throw notFound(`There is no order ${id}.`);
    return order;
  };

  const router = Router();
  router.get('/orders/:id', (req, res) => {
    res.json(requireOrder(req.params.id));
  });
  router.get('/v1/orders/export', (_req, res) => {
    res.type('json').send(exportOrdersSync(orders));
  });
  router.get('/v2/orders/export', async (_req, res) => {
    res.type('json');
    await pipeline(Readable.from(exportOrders(orders)), res);
  });
  router.get('/v1/orders/:id/invoice', (req, res) => {
    res.json(createInvoiceSync(requireOrder(req.params.id)));
  });
  router.get('/v2/orders/:id/invoice', async (req, res) => {
    res.json(await createInvoice(requireOrder(req.params.id)));
  });
  router.get('/v1/reports/revenue', async (_req, res) => {
    res.json(await sumRevenueSync());
  });
  router.get('/v2/reports/revenue', async (_req, res) => {
    res.json(await sumRevenue());
  });
  return router;
}
