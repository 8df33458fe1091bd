/**
 * Solves A x = b for a symmetric positive definite A with this diagonal and these entries beside it (off[i] between i and
 * i + 1), and gives the diagonal of A⁻¹, in O(n).
 */
export function tridiagonal(diagonal: Float64Array, off: Float64Array, b: Float64Array): { solution: Float64Array; variances: Float64Array } {
  const n = diagonal.length;
  const pivot = diagonal.slice();
  const solution = b.slice();
  for (let i = 1; i < n; i++) {
    const factor = off[i - 1]! / pivot[i - 1]!;
    pivot[i]! -= factor * off[i - 1]!;
    solution[i]! -= factor * solution[i - 1]!;
  }
  const variances = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    const factor = i === n - 1 ? 0 : off[i]! / pivot[i]!;
    solution[i] = solution[i]! / pivot[i]! - (i === n - 1 ? 0 : factor * solution[i + 1]!);
    variances[i] = 1 / pivot[i]! + (i === n - 1 ? 0 : factor * factor * variances[i + 1]!);
  }
  return { solution, variances };
}
