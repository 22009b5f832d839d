import { assertMarked } from './programs';

describe('analysis: decorators that were compiled', () => {
  it('TypeScript: routes, services by the kept types, guards, injected properties', () => {
    assertMarked({
      'cats.controller.js': `
        "use strict";
        var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) { return target; };
        var __metadata = (this && this.__metadata) || function (k, v) {};
        var __param = (this && this.__param) || function (index, decorator) {};
        Object.defineProperty(exports, "__esModule", { value: true });
        exports.CatsController = void 0;
        const common_1 = require("@nestjs/common");
        const cats_service_1 = require("./cats.service");
        let CatsController = class CatsController {
            constructor(cats, files) { this.cats = cats; this.files = files; }
            list() { return this.cats.all(); }
            save(body) { this.files.write(body); return this.log.note(); }
            helper() { return this.cats.never(); }
        };
        exports.CatsController = CatsController;
        __decorate([
            (0, cats_service_1.Logged)(),
            __metadata("design:type", cats_service_1.Log)
        ], CatsController.prototype, "log", void 0);
        __decorate([
            (0, common_1.Get)('all'),
            __metadata("design:type", Function),
            __metadata("design:paramtypes", []),
        ], CatsController.prototype, "list", null);
        __decorate([
            (0, common_1.Post)(),
            __param(0, (0, common_1.Body)()),
            __metadata("design:type", Function),
        ], CatsController.prototype, "save", null);
        exports.CatsController = CatsController = __decorate([
            (0, common_1.Controller)('cats'),
            __param(1, (0, common_1.Inject)(cats_service_1.Files)),
            __metadata("design:paramtypes", [typeof (_a = typeof cats_service_1.CatsService !== "undefined" && cats_service_1.CatsService) === "function" ? _a : Object, Object])
        ], CatsController);
        var _a;`,
      'cats.service.js': `
        "use strict";
        var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) { return target; };
        Object.defineProperty(exports, "__esModule", { value: true });
        const common_1 = require("@nestjs/common");
        const fs_1 = require("fs");
        let CatsService = class CatsService {
            constructor() { this.settings = (0, fs_1.readFileSync)('settings'); }
            all() { return (0, fs_1.readFileSync)('cats'); } //! GET /cats/all
            never() { return (0, fs_1.readFileSync)('never'); }
        };
        exports.CatsService = CatsService;
        exports.CatsService = CatsService = __decorate([(0, common_1.Injectable)()], CatsService);
        class Files { write(x) { (0, fs_1.writeFileSync)('x', x); } } //! POST /cats
        exports.Files = Files;
        class Log { note() { (0, fs_1.appendFileSync)('log', 'x'); } } //! POST /cats
        exports.Log = Log;
        let KeyGuard = class KeyGuard {
            canActivate() { return (0, fs_1.existsSync)('key'); } //! KeyGuard.canActivate
            other() { return (0, fs_1.existsSync)('other'); }
        };
        exports.KeyGuard = KeyGuard = __decorate([(0, common_1.Injectable)()], KeyGuard);`,
    });
  });

  it('tslib, SWC and esbuild', () => {
    assertMarked({
      'tslib.js': `
        const tslib_1 = require("tslib");
        const common_1 = require("@nestjs/common");
        const fs = require("fs");
        let A = class A { get() { return fs.readFileSync('a'); } }; //! GET /a
        tslib_1.__decorate([(0, common_1.Get)()], A.prototype, "get", null);
        A = tslib_1.__decorate([(0, common_1.Controller)('a')], A);
        exports.A = A;`,
      'swc.js': `
        import { Controller, Get } from "@nestjs/common";
        import { readFileSync } from "fs";
        import { Store } from "./store.js";
        function _ts_decorate(decorators, target, key, desc) { return target; }
        function _ts_metadata(k, v) {}
        export class B {
            store;
            constructor(store) { this.store = store; }
            get() { readFileSync('b'); return this.store.load(); } //! GET /b
        }
        _ts_decorate([Get(), _ts_metadata("design:type", Function)], B.prototype, "get", null);
        B = _ts_decorate([
            Controller('b'),
            _ts_metadata("design:paramtypes", [typeof Store === "undefined" ? Object : Store])
        ], B);`,
      'store.js': `
        import { readFileSync } from "fs";
        export class Store { load() { return readFileSync('store'); } } //! GET /b`,
      'bundled.js': `
        import { Controller, Inject, Sse } from "@nestjs/common";
        import { readFileSync } from "fs";
        import { Shelf } from "./shelf.js";
        var __decorateClass = (decorators, target, key, kind) => target;
        var __decorateParam = (index, decorator) => (target, key) => decorator(target, key, index);
        let C = class {
          constructor(shelf) { this.shelf = shelf; }
          events() { return this.shelf.load(); }
          never() { return readFileSync('never'); }
        };
        __decorateClass([Sse("events")], C.prototype, "events", 1);
        C = __decorateClass([Controller("c"), __decorateParam(0, Inject(Shelf))], C);
        export { C };`,
      'shelf.js': `
        import { readFileSync } from "fs";
        export class Shelf { load() { return readFileSync('shelf'); } } //! SSE /c/events`,
    });
  });

  it('decorators that make no handlers', () => {
    assertMarked({
      'entity.js': `
        var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) { return target; };
        const typeorm_1 = require("typeorm");
        const fs = require("fs");
        let User = class User {
            picture() { return fs.readFileSync('picture'); }
            before() { fs.mkdirSync('x'); }
        };
        __decorate([(0, typeorm_1.Column)()], User.prototype, "picture", null);
        __decorate([(0, typeorm_1.BeforeInsert)()], User.prototype, "before", null);
        exports.User = User = __decorate([(0, typeorm_1.Entity)()], User);`,
    });
  });
});
