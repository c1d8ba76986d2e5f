/** When what is in the page now is on the screen: the second frame from now begins after the first was painted. */
export async function painted(): Promise<void> {
  await frame();
  await frame();
}

function frame(): Promise<number> {
  return new Promise((begun) => requestAnimationFrame(begun));
}
