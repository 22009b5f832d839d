import express, { type Express } from 'express';
import helmet from 'helmet';
import { customerRoutes } from './routes/customers';
import { answerErrors, notFound } from './routes/errors';
import { listingRoutes } from './routes/listing';
import { orderRoutes } from './routes/orders';
import { productRoutes } from './routes/products';
import { supplierRoutes } from './routes/suppliers';
import type { Shop } from './types';

export function createApp(shop: Shop): Express {
  const app = express();
  // Hashing a large export for an ETag would be one more block.
  app.set('etag', false);
  app.set('json spaces', 2);
  app.use(helmet());
  app.use(express.json({ limit: '100kb' }));
  app.use(listingRoutes(), productRoutes(shop), supplierRoutes(), customerRoutes(), orderRoutes(shop));
  app.use((req) => {
    throw notFound(`There is no ${req.method} ${req.path}.`);
  });
  app.use(answerErrors);
  return app;
}
