// Map: a click on an arc or a point leads where it says. The tables have the same links for keys and readers of screens.
document.addEventListener('click', (event) => {
  const part = event.target.closest?.('.map [data-href]');
  if (part) location.href = part.dataset.href;
});
