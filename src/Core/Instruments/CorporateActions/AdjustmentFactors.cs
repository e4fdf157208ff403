using System.Globalization;
using NodaTime;

namespace AlgoTrendy.Core.Instruments.CorporateActions;

/// <summary>How a stock's raw prices compare with today's: the factors by trading date, and the dividends and splits behind them. Immutable.</summary>
/// <remarks>LEAN's rule: the price on day d is raw x price factor x split factor of the first row with date >= d; a date after the last row is not adjusted.</remarks>
public sealed class AdjustmentFactors
{
    /// <summary>A stock without dividends or splits.</summary>
    public static readonly AdjustmentFactors None = new([]);

    // Wide enough for any stock's history, and narrow enough that a price times both stays within decimal.
    private const decimal Least = 0.000000001m;
    private const decimal Most = 1_000_000m;

    private readonly FactorRow[] _rows;

    /// <exception cref="ArgumentException">Dates that do not rise, or a factor that cannot be one.</exception>
    public AdjustmentFactors(IReadOnlyList<FactorRow> rows)
    {
        for (var index = 0; index < rows.Count; index++)
        {
            var row = rows[index];
            if (row.PriceFactor is < Least or > Most || row.SplitFactor is < Least or > Most)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The factors {row.PriceFactor} and {row.SplitFactor} of {row.Date:uuuu-MM-dd} must lie between {Least} and {Most}."), nameof(rows));
            if (index > 0 && row.Date <= rows[index - 1].Date) throw new ArgumentException($"Dates must rise: {row.Date:uuuu-MM-dd} follows {rows[index - 1].Date:uuuu-MM-dd}.", nameof(rows));
        }

        _rows = [.. rows];
        Dividends = [.. Steps().Where(step => step.Now.PriceFactor != step.Next.PriceFactor).Select(DividendOf).Where(dividend => dividend.Amount != 0m)];
        Splits = [.. Steps().Where(step => step.Now.SplitFactor != step.Next.SplitFactor).Select(SplitOf)];
    }

    public IReadOnlyList<FactorRow> Rows => _rows;

    /// <summary>In order of date.</summary>
    public IReadOnlyList<Dividend> Dividends { get; }

    /// <summary>In order of date.</summary>
    public IReadOnlyList<Split> Splits { get; }

    /// <summary>The factors that apply to a trading date, and the last date up to which they do.</summary>
    public FactorSpan On(LocalDate date)
    {
        var (low, high) = (0, _rows.Length);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (_rows[middle].Date < date) low = middle + 1;
            else high = middle;
        }

        return low == _rows.Length ? FactorSpan.Unadjusted : new(_rows[low].PriceFactor, _rows[low].SplitFactor, _rows[low].Date);
    }

    private IEnumerable<(FactorRow Now, FactorRow Next)> Steps() => _rows.Zip(_rows.Skip(1));

    private static Dividend DividendOf((FactorRow Now, FactorRow Next) step) =>
        new(step.Now.Date, decimal.Round(step.Now.ReferenceClose * (1m - step.Now.PriceFactor / step.Next.PriceFactor), 2));

    private static Split SplitOf((FactorRow Now, FactorRow Next) step) =>
        new(step.Now.Date, SplitRatio.Between(step.Now.SplitFactor, step.Next.SplitFactor), step.Now.ReferenceClose) { Written = step.Now.SplitFactor / step.Next.SplitFactor };
}
