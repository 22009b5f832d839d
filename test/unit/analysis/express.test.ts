import assert from 'node:assert/strict';
import { blocks } from './programs';

describe('analysis: Express', () => {
  it('names what a handler calls, and nothing of the start', () => {
    const found = blocks(`
      import express from 'express';
      import { readFileSync } from 'node:fs';
      const config = readFileSync('config.json');
      const app = express();
      app.get('/report', (req, res) => {
        res.send(readFileSync('report.html'));
      });
      app.listen(3000, () => readFileSync('banner.txt'));
    `);
    assert.deepEqual(found, ['src/main.ts:7 fs.readFileSync < GET /report']);
  });

  it('follows a helper into another file', () => {
    const found = blocks({
      'src/app.js': `
        const express = require('express');
        const { load } = require('./lib/load');
        const router = express.Router();
        router.route('/a').get(async function (req, res) { res.json(load()); });
        module.exports = router;`,
      'src/lib/load.js': `
        const fs = require('fs');
        exports.load = function load() { return parse(); };
        function parse() { return JSON.parse(fs.readFileSync('x')); }`,
    });
    assert.deepEqual(found, ['src/lib/load.js:4 fs.readFileSync < GET /a']);
  });
});
