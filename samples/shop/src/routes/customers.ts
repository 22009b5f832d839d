import { Router } from 'express';
import { z } from 'zod';
import { checkPassword, checkPasswordSync } from '../services/accounts';
import { checkCoupon, checkCouponSlowly } from '../services/coupons';
import { HttpError } from './errors';

const loginBody = z.object({ email: z.email(), password: z.string().min(1).max(200) });
const couponBody = z.object({ code: z.string().min(1).max(40) });

function answerLogin(email: string, isRight: boolean): { welcome: string } {
  if (!isRight) throw new HttpError(401, 'The e-mail address or the password is wrong.');
  return { welcome: email };
}

export function customerRoutes(): Router {
  const router = Router();
  router.post('/v1/login', (req, res) => {
    const { email, password } = loginBody.parse(req.body);
    res.json(answerLogin(email, checkPasswordSync(email, password)));
  });
  router.post('/v2/login', async (req, res) => {
    const { email, password } = loginBody.parse(req.body);
    res.json(answerLogin(email, await checkPassword(email, password)));
  });
  router.post('/v1/coupons/check', (req, res) => {
    res.json(checkCouponSlowly(couponBody.parse(req.body).code));
  });
  router.post('/v2/coupons/check', (req, res) => {
    res.json(checkCoupon(couponBody.parse(req.body).code));
  });
  return router;
}
