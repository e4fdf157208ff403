namespace AlgoTrendy.Core.Statistics;

/// <summary>Figures of closed round trips, from each one's profit after fees. What has no meaning without trades is NaN.</summary>
public sealed class TradeStatistics
{
    private readonly decimal[] _profits;
    private readonly decimal _won;
    private readonly decimal _lost;

    public TradeStatistics(IEnumerable<decimal> profits)
    {
        _profits = [.. profits];
        foreach (var profit in _profits)
        {
            if (profit > 0m) (_won, Wins) = (_won + profit, Wins + 1);
            else _lost -= profit;
        }
    }

    public int Count => _profits.Length;

    /// <summary>Trades that ended above zero.</summary>
    public int Wins { get; }

    /// <summary>As a fraction.</summary>
    public double WinRate => Count == 0 ? double.NaN : (double)Wins / Count;

    /// <summary>What the winners won over what the losers lost; NaN where nothing was lost.</summary>
    public double ProfitFactor => _lost == 0m ? double.NaN : (double)(_won / _lost);

    /// <summary>The mean profit of a trade.</summary>
    public double Expectancy => Count == 0 ? double.NaN : (double)((_won - _lost) / Count);

    public double AverageWin => Wins == 0 ? double.NaN : (double)(_won / Wins);

    /// <summary>Not positive.</summary>
    public double AverageLoss => Count == Wins ? double.NaN : (double)(-_lost / (Count - Wins));

    /// <summary>System quality number: root of the count times mean over deviation of a trade's profit. Source: V. Tharp, Definitive Guide to Position Sizing (2008).</summary>
    public double Sqn
    {
        get
        {
            double[] profits = [.. _profits.Select(profit => (double)profit)];
            var deviation = ReturnStatistics.Deviation(profits);
            return deviation > 0 ? Math.Sqrt(Count) * ReturnStatistics.Mean(profits) / deviation : double.NaN;
        }
    }

    public double Best => Count == 0 ? double.NaN : (double)_profits.Max();

    public double Worst => Count == 0 ? double.NaN : (double)_profits.Min();
}
