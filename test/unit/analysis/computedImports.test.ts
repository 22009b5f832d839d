import assert from 'node:assert/strict';
import { computedImport } from '../../../src/analysis/computedImports';
import { allFindings, assertMarked, projectOf, root } from './programs';

describe('analysis: imports whose names are computed', () => {
  it('lead to any file of the folder', () => {
    assertMarked({
      'server.js': `
        const { Server } = require('socket.io');
        const path = require('path');
        const names = require('fs').readdirSync('.');
        const io = new Server();
        io.on('connection', (socket) => {
          for (const name of names) {
            socket.on(name, require('./events/' + name));
            socket.on(name, require(\`./messages/\${name}.js\`).receive);
            socket.on(name, require(path.join(__dirname, 'other', name)));
          }
        });
        for (const name of names)
          Promise.resolve(\`\${\`./late/\${name}\`}\`).then((s) => require(s)).then((found) => {
            io.on('connection', (socket) => socket.on(name, found.run));
          });`,
      'events/a.js': `
        const fs = require('fs');
        module.exports = (text) => { fs.readFileSync(text); }; //! message`,
      'events/deep/b.js': `
        const fs = require('fs');
        module.exports = (text) => { fs.readFileSync(text); };`,
      'messages/a.js': `
        const fs = require('fs');
        exports.receive = (text) => { fs.readFileSync(text); }; //! message
        exports.never = (text) => { fs.readFileSync(text); };`,
      'other/a.js': `
        const fs = require('fs');
        module.exports = (text) => { fs.readFileSync(text); }; //! message`,
      'late/a.js': `
        const fs = require('fs');
        exports.run = (text) => { fs.readFileSync(text); }; //! message`,
      'unrelated.js': `
        const fs = require('fs');
        module.exports = (text) => { fs.readFileSync(text); };`,
    });
  });

  it('lead to files that come later', () => {
    const project = projectOf({
      'app.js': `
        const app = require('express')();
        for (const name of ['a', 'b']) app.get('/' + name, require('./pages/' + name));`,
      'pages/a.js': `module.exports = (one, two) => {};`,
    });
    assert.deepEqual(allFindings(project), []);
    project.set(`${root}/pages/b.js`, `module.exports = (one, two) => { require('fs').readFileSync('b'); };`);
    assert.deepEqual(
      allFindings(project).map(({ start, call }) => `${start.file} ${call}`),
      [`${root}/pages/b.js fs.readFileSync`],
    );
  });

  it('name a folder, not everything', () => {
    const matches = (specifier: string, path: string): boolean =>
      computedImport('/srv/app/src', specifier)?.matches(path) ?? false;
    assert.ok(matches('./${…}', '/srv/app/src/a.ts'));
    assert.ok(matches('../routes/${…}/index.js', '/srv/app/routes/a/index.js'));
    assert.ok(matches('./a/${…}', '/srv/app/src/a/b/index.js'));
    assert.ok(!matches('./a/${…}', '/srv/app/src/a/b/c.js'));
    assert.ok(!matches('./a/${…}.json', '/srv/app/src/a/b.js'));
    assert.equal(computedImport('/srv/app/src', '${…}'), null);
    assert.equal(computedImport('/srv/app/src', 'lodash/${…}'), null);
    assert.equal(computedImport('/srv/app/src', '../../${…}'), null);
  });
});

describe('analysis: what is copied and what promises give', () => {
  it('all properties of an object, one by one', () => {
    assertMarked({
      'plugin.js': `
        const fs = require('fs');
        exports.default = { check: (name) => { fs.readFileSync(name); } }; //! GET /x`,
      'auth.js': `
        const auth = { check: () => {}, async initialize() {
          const found = await Promise.all([Promise.resolve().then(() => require('./plugin'))]);
          for (const { default: plugin } of found) for (const name in plugin) auth[name] = plugin[name];
        } };
        module.exports = auth;`,
      'app.js': `
        const auth = require('./auth');
        require('express')().get('/x', (req, res) => auth.check(req.url));`,
    });
  });

  it('objects, but not what was given to the promise', () => {
    assertMarked(`
      const fs = require('fs');
      const app = require('express')();
      class Store { read() { return fs.readFileSync('a'); } } //! GET /a
      const open = () => new Promise((resolve) => { fs.mkdirSync('b'); resolve(new Store()); });
      const load = async () => new Store();
      load().then((store) => app.get('/a', (req, res) => res.send(store.read())));
      open().then((db) => app.use(db));`);
  });
});
