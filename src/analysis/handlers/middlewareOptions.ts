import { functionsFrom, handler, isMade, type Recognizer } from './recognizer';

/** Passport and its strategies: who signs in is asked for at each request. */
export const passport: Recognizer = {
  modules: ['passport'],
  recognize({ module, way }, call) {
    const name = way.at(-1) ?? '';
    if (module === 'passport')
      return /^(?:de)?serializeUser$/.test(name) ? [handler('passport', name, functionsFrom(call, 0))] : [];
    const isStrategy = call.isNew && name.endsWith('Strategy') && !isMade(way);
    return isStrategy ? [handler('passport', 'sign-in', functionsFrom(call, 0))] : [];
  },
};

/** Where uploaded files go. */
export const multer: Recognizer = {
  modules: ['multer'],
  recognize({ way }, call) {
    const name = way.at(-1) ?? '';
    if (isMade(way)) return [];
    const names = name === 'diskStorage' ? ['destination', 'filename'] : ['fileFilter'];
    return call
      .objects(0)
      .flatMap((options) => names.map((one) => handler('multer', one, options.functions(one))));
  },
};

/** Hooks of documents: they run whenever one is saved or found. */
export const mongoose: Recognizer = {
  modules: ['mongoose'],
  recognize({ way }, call) {
    const name = way.at(-1) ?? '';
    const isHook = way.includes('Schema') && (name === 'pre' || name === 'post');
    return isHook
      ? [handler('mongoose', `${name} ${call.text(0) ?? ''}`.trim(), functionsFrom(call, 1))]
      : [];
  },
};
