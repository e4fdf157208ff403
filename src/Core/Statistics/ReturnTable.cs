namespace AlgoTrendy.Core.Statistics;

/// <summary>What several instruments returned on the same days, as fractions.</summary>
public sealed class ReturnTable
{
    private readonly double[][] _columns;

    /// <param name="columns">One an instrument, each with one return a day.</param>
    /// <exception cref="ArgumentException">There is none, they differ in length, or a return is no number or below -1.</exception>
    public ReturnTable(IReadOnlyList<double[]> columns)
    {
        if (columns.Count == 0) throw new ArgumentException("There are no returns.", nameof(columns));
        Days = columns[0].Length;
        _columns = [.. columns];
        for (var instrument = 0; instrument < _columns.Length; instrument++)
        {
            if (_columns[instrument].Length != Days) throw new ArgumentException($"Column {instrument} has {_columns[instrument].Length} returns, the first has {Days}; they must be of the same days.", nameof(columns));
            if (Array.Exists(_columns[instrument], one => !(one >= -1 && one < double.PositiveInfinity))) throw new ArgumentException($"Column {instrument} has a return that is no number, or below -1.", nameof(columns));
        }
    }

    public int Instruments => _columns.Length;

    public int Days { get; }

    public ReadOnlySpan<double> Of(int instrument) => _columns[instrument];

    /// <summary>Of a sample (n - 1); NaN with fewer than two days.</summary>
    public SquareMatrix Covariance() => CovarianceOf(_columns, Days);

    /// <summary>From -1 to 1; NaN beside an instrument that never moves, 1 on the diagonal.</summary>
    public SquareMatrix Correlation()
    {
        var (covariance, correlation) = (Covariance(), new SquareMatrix(Instruments));
        for (var row = 0; row < Instruments; row++)
        {
            correlation[row, row] = 1;
            for (var column = 0; column < row; column++)
            {
                var one = Math.Clamp(ReturnStatistics.Ratio(covariance[row, column], Math.Sqrt(covariance[row, row]) * Math.Sqrt(covariance[column, column])), -1, 1);
                correlation[row, column] = correlation[column, row] = one;
            }
        }

        return correlation;
    }

    /// <summary>What amounts in the instruments gained on each day; the sum of each amount times its return.</summary>
    /// <param name="amounts">One an instrument, negative when short.</param>
    public double[] GainsOf(ReadOnlySpan<double> amounts)
    {
        if (amounts.Length != Instruments) throw new ArgumentException($"There are {amounts.Length} amounts for {Instruments} instruments.", nameof(amounts));

        var gains = new double[Days];
        for (var instrument = 0; instrument < Instruments; instrument++)
        {
            var (amount, returns) = (amounts[instrument], _columns[instrument]);
            for (var day = 0; day < gains.Length; day++) gains[day] += amount * returns[day];
        }

        return gains;
    }

    internal static SquareMatrix CovarianceOf(double[][] columns, int days)
    {
        var centred = new double[columns.Length][];
        for (var column = 0; column < columns.Length; column++)
        {
            var mean = ReturnStatistics.Mean(columns[column]);
            centred[column] = Array.ConvertAll(columns[column], one => one - mean);
        }

        var covariance = new SquareMatrix(columns.Length);
        for (var row = 0; row < columns.Length; row++)
            for (var column = 0; column <= row; column++)
                covariance[row, column] = covariance[column, row] = days < 2 ? double.NaN : SquareMatrix.Dot(centred[row], centred[column], days) / (days - 1);
        return covariance;
    }
}
