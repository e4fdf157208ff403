using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Instruments;

/// <summary>What can be traded: the grid that its prices and sizes must lie on, what it costs, when it trades. One version of its rules, valid in [ValidFrom, ValidTo).</summary>
public sealed record Instrument
{
    private readonly Grid _ticks = new(0.01m);
    private readonly Grid _lots = new(1m);

    public required Symbol Symbol { get; init; }

    public required AssetClass AssetClass { get; init; }

    /// <summary>What prices, fees and profits are counted in.</summary>
    public required Currency Currency { get; init; }

    /// <summary>What is bought, where that is itself a currency: BTC of BTCUSDT, EUR of EURUSD.</summary>
    public Currency? BaseCurrency { get; init; }

    public string Description { get; init; } = "";

    /// <summary>Prices on orders are whole multiples of it.</summary>
    public decimal TickSize { get => _ticks.Step; init => _ticks = new(value); }

    /// <summary>Quantities on orders are whole multiples of it.</summary>
    public decimal LotSize { get => _lots.Step; init => _lots = new(value); }

    /// <summary>The least quantity of an order; null: one lot.</summary>
    public decimal? MinQuantity { get; init; }

    /// <summary>The least worth of an order in <see cref="Currency"/>; 0: no minimum.</summary>
    public decimal MinNotional { get; init; }

    /// <summary>Units of the underlying in one contract; 1 for stocks, coins and currencies.</summary>
    public decimal Multiplier { get; init; } = 1m;

    /// <summary>Whether only gains and losses are settled in cash and no notional changes hands, as of perpetuals; null: of futures it is so, of others not.</summary>
    public bool? Margined { get; init; }

    /// <summary>What opening one contract ties up, in <see cref="Currency"/>; null: its worth divided by the account's leverage.</summary>
    public decimal? InitialMargin { get; init; }

    /// <summary>What holding one contract ties up, in <see cref="Currency"/>; below it comes the margin call. Null: the account's share of its worth.</summary>
    public decimal? MaintenanceMargin { get; init; }

    public FeeSchedule Fees { get; init; } = NoFee.Instance;

    public TradingCalendar Calendar { get; init; } = TradingCalendar.AlwaysOpen;

    /// <summary>The usual distance of ask and bid, in basis points of the price, for venues whose data has no quotes.</summary>
    public decimal TypicalSpreadBasisPoints
    {
        get;
        init
        {
            field = value;
            HalfSpread = value / 20_000m;
        }
    }

    /// <summary>Half the usual distance of ask and bid, as a fraction of the price.</summary>
    internal decimal HalfSpread { get; private init; }

    /// <summary>What <see cref="Margined"/> comes to.</summary>
    internal bool IsMargined => Margined ?? AssetClass == AssetClass.Future;

    /// <summary>Whether the venue prints a bar for a time without trades too, so that any missing bar is a gap.</summary>
    public bool PrintsEveryBar { get; init; }

    /// <summary>Whether the volume column counts something; quotes of forex come without.</summary>
    public bool HasVolume { get; init; } = true;

    /// <summary>From the built-in simulated market, never from a real one; shown wherever the instrument is.</summary>
    public bool IsSimulated { get; init; }

    public Instant64 ValidFrom { get; init; } = Instant64.MinValue;

    public Instant64 ValidTo { get; init; } = Instant64.MaxValue;

    /// <summary>A future's root (ES of ESZ13); null for everything that does not expire.</summary>
    public string? Root { get; init; }

    /// <summary>When trading in a future ends; null for everything that does not expire.</summary>
    public Instant64? Expiry { get; init; }

    /// <summary>What an amount is worth, without a sign: prices of spreads and some futures may be negative, and a limit must still hold.</summary>
    public Money Notional(Price price, Quantity quantity) => new(WorthOf(Math.Abs(price.Value) * quantity.Value), Currency);

    /// <summary>Price times quantity, in money: times the multiplier.</summary>
    internal decimal WorthOf(decimal priceTimesQuantity) => Multiplier == 1m ? priceTimesQuantity : priceTimesQuantity * Multiplier;

    /// <summary>The one door back from statistics (double) to trading (exact): the nearest tick, ties to even.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is no price: NaN, infinite, or beyond what decimal holds.</exception>
    public Price RoundToTick(double price)
    {
        if (!double.IsFinite(price) || Math.Abs(price) > 1e15) throw new ArgumentOutOfRangeException(nameof(price), price, "Not a price.");
        return new(_ticks.Nearest((decimal)price));
    }

    /// <summary>The nearest tick that is not lower.</summary>
    public Price RoundUpToTick(decimal price) => new(_ticks.Up(price));

    /// <summary>The nearest tick that is not higher.</summary>
    public Price RoundDownToTick(decimal price) => new(_ticks.Down(price));

    /// <summary>The largest tradable quantity that is not more than <paramref name="quantity"/>; 0 when negative.</summary>
    public Quantity RoundDownToLot(decimal quantity) => quantity <= 0m ? Quantity.Zero : new(_lots.Down(quantity));

    /// <summary>The least tradable quantity that is not less than <paramref name="quantity"/>.</summary>
    public Quantity RoundUpToLot(decimal quantity) => new(_lots.Up(quantity));

    public bool IsOnLot(Quantity quantity) => _lots.Holds(quantity.Value);

    public bool IsOnTick(Price price) => _ticks.Holds(price.Value);
}
