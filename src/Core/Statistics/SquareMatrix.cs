namespace AlgoTrendy.Core.Statistics;

/// <summary>A square table of numbers, row by row.</summary>
public sealed class SquareMatrix(int size)
{
    private readonly double[] _cells = new double[size * size];

    public int Size => size;

    public double this[int row, int column]
    {
        get => _cells[row * size + column];
        internal set => _cells[row * size + column] = value;
    }

    public ReadOnlySpan<double> Row(int row) => _cells.AsSpan(row * size, size);

    /// <summary>The lower triangle whose product with its transpose this is, if it is symmetric and nowhere negative; what rounding makes negative counts as zero.</summary>
    /// <remarks>A.-L. Cholesky's method. A pivot of nothing gives a column of zeros, as where one instrument moves with others.</remarks>
    public SquareMatrix Cholesky()
    {
        var lower = new SquareMatrix(size);
        for (var column = 0; column < size; column++)
        {
            var pivot = this[column, column] - Dot(lower.Row(column), lower.Row(column), column);
            if (!(pivot > this[column, column] * 1e-12)) continue;

            var root = Math.Sqrt(pivot);
            lower[column, column] = root;
            for (var row = column + 1; row < size; row++) lower[row, column] = (this[row, column] - Dot(lower.Row(row), lower.Row(column), column)) / root;
        }

        return lower;
    }

    /// <summary>Of the first so many cells. In four sums, always the same ones, since each addition to one sum waits for the one before.</summary>
    internal static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right, int count)
    {
        left = left[..count];
        right = right[..count];
        var (first, second, third, fourth, index) = (0.0, 0.0, 0.0, 0.0, 0);
        for (; index <= left.Length - 4; index += 4)
        {
            first += left[index] * right[index];
            second += left[index + 1] * right[index + 1];
            third += left[index + 2] * right[index + 2];
            fourth += left[index + 3] * right[index + 3];
        }

        for (; index < left.Length; index++) first += left[index] * right[index];
        return first + second + (third + fourth);
    }
}
