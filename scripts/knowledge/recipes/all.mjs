import { recipes as crypto } from './crypto.mjs';
import { recipes as files } from './fs.mjs';
import { recipes as language } from './language.mjs';
import { recipes as network } from './network.mjs';
import { recipes as processes } from './processes.mjs';

/** @type {import('./recipe.mjs').Recipe[]} */
export const recipes = [...files, ...crypto, ...network, ...processes, ...language];
