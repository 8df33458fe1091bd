/** How much may be sent at once; known to the web app too, which cuts what is more into portions. */

/** Most files of one upload, most bytes of all of them, and most addresses at once. */
export const MAX_FILES = 500;
export const MAX_UPLOAD = 64_000_000;
export const MAX_ADDRESSES = 200;
