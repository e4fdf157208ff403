using AlgoTrendy.Core.Statistics;

namespace AlgoTrendy.Core.Risk.Portfolio;

/// <summary>What is held now, and what it would have gained on each day of the past.</summary>
public sealed class PortfolioReturns
{
    private readonly double[] _amounts;
    private readonly double[] _gains;

    /// <param name="amounts">The worth of each position in the account's currency, in the order of the table; negative when short.</param>
    /// <exception cref="ArgumentException">Not one amount an instrument.</exception>
    public PortfolioReturns(ReadOnlySpan<double> amounts, ReturnTable table)
    {
        _amounts = amounts.ToArray();
        _gains = table.GainsOf(amounts);
        Table = table;
    }

    public ReturnTable Table { get; }

    public ReadOnlySpan<double> Amounts => _amounts;

    /// <summary>In money, one a day.</summary>
    public ReadOnlySpan<double> Gains => _gains;

    /// <summary>Of a day, in money.</summary>
    public double Deviation => ReturnStatistics.Deviation(_gains);

    /// <summary>How much the account moves when the benchmark moves by one, as a share of its equity; cash and leverage count.</summary>
    /// <param name="benchmark">Of the same days.</param>
    public double BetaTo(ReadOnlySpan<double> benchmark, double equity) => BenchmarkStatistics.Beta(_gains, benchmark) / equity;
}
