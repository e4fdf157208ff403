using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Store;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Protecting;

/// <summary>A rule of an account: its row, and what is known of it beside. Only the account's writer touches it.</summary>
internal sealed class StopRule(StopRuleRow row)
{
    /// <summary>So long without trouble, and the next one is a first one again.</summary>
    private static readonly Duration Calm = Duration.FromMinutes(2);

    private int _fails;
    private Instant64 _failedAt;

    public StopRuleRow Row { get; set; } = row;

    public Symbol Symbol => Row.Symbol;

    /// <summary>The side that its orders are of.</summary>
    public OrderSide ExitSide => Row.IsLong ? OrderSide.Sell : OrderSide.Buy;

    /// <summary>The best price that was heard, ahead of the one that is written down.</summary>
    public decimal? Best { get; private set; } = row.BestPrice;

    /// <summary>When the stop was last moved; null: not by this process.</summary>
    public Instant64? MovedAt { get; set; }

    /// <summary>When the venue was last asked to move the stop by itself; null: not by this process.</summary>
    public Instant64? TrailedAt { get; set; }

    /// <summary>What the venue was last asked to change its stop to; null: nothing.</summary>
    public (Quantity Quantity, decimal? StopsAt)? Asked { get; set; }

    /// <summary>Whether the venue has refused a stop that trails by itself.</summary>
    public bool IsPlainOnly { get; set; }

    public string? Trouble { get; private set; }

    /// <summary>Not before then is anything sent again.</summary>
    public Instant64 NextTry { get; private set; } = Instant64.MinValue;

    public void See(decimal price)
    {
        if (Row.Trails && StopLevels.IsBetter(Row.IsLong, price, Best)) Best = price;
    }

    /// <summary>A split: prices are others from now on.</summary>
    public void Scale(decimal factor) => (Best, Asked) = (Best * factor, null);

    /// <summary>Something was refused, or undone by others: it is tried again, each time later.</summary>
    /// <param name="isFirstFree">Whether the first time needs no wait.</param>
    /// <returns>Whether this is news.</returns>
    public bool Suffer(string trouble, Instant64 now, bool isFirstFree)
    {
        if (now > _failedAt + Duration64.FromDuration(Calm)) _fails = 0;
        _failedAt = now;
        _fails++;
        NextTry = now + Duration64.FromSeconds(Waits.SecondsAfter(isFirstFree ? _fails - 1 : _fails));
        var isNews = trouble != Trouble;
        Trouble = trouble;
        return isNews;
    }

    /// <summary>All is as it should be.</summary>
    public void Rest() => (Asked, Trouble) = (null, null);

    /// <summary>Others hold what it needs; that is nobody's fault.</summary>
    public void Wait(string why) => Trouble = why;
}
