using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Instruments;

/// <summary>What can be traded: the grid that its prices and sizes must lie on, what it costs, when it trades. One version of its rules, valid in [ValidFrom, ValidTo).</summary>
public sealed record Instrument
{
    public required Symbol Symbol { get; init; }

    public required AssetClass AssetClass { get; init; }

    /// <summary>What prices, fees and profits are counted in.</summary>
    public required Currency Currency { get; init; }

    /// <summary>What is bought, where that is itself a currency: BTC of BTCUSDT, EUR of EURUSD.</summary>
    public Currency? BaseCurrency { get; init; }

    public string Description { get; init; } = "";

    /// <summary>Prices on orders are whole multiples of it.</summary>
    public decimal TickSize { get; init; } = 0.01m;

    /// <summary>Quantities on orders are whole multiples of it.</summary>
    public decimal LotSize { get; init; } = 1m;

    /// <summary>The least quantity of an order; null: one lot.</summary>
    public decimal? MinQuantity { get; init; }

    /// <summary>The least worth of an order in <see cref="Currency"/>; 0: no minimum.</summary>
    public decimal MinNotional { get; init; }

    /// <summary>Units of the underlying in one contract; 1 for stocks, coins and currencies.</summary>
    public decimal Multiplier { get; init; } = 1m;

    public FeeSchedule Fees { get; init; } = NoFee.Instance;

    public TradingCalendar Calendar { get; init; } = TradingCalendar.AlwaysOpen;

    /// <summary>The usual distance of ask and bid, in basis points of the price, for venues whose data has no quotes.</summary>
    public decimal TypicalSpreadBasisPoints { get; init; }

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
    public Money Notional(Price price, Quantity quantity) => new(Math.Abs(price.Value) * quantity.Value * Multiplier, Currency);

    /// <summary>The one door back from statistics (double) to trading (exact): the nearest tick, ties to even.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is no price: NaN, infinite, or beyond what decimal holds.</exception>
    public Price RoundToTick(double price)
    {
        if (!double.IsFinite(price) || Math.Abs(price) > 1e15) throw new ArgumentOutOfRangeException(nameof(price), price, "Not a price.");
        return new(Math.Round((decimal)price / TickSize, MidpointRounding.ToEven) * TickSize);
    }

    /// <summary>The nearest tick that is not lower.</summary>
    public Price RoundUpToTick(decimal price) => new(decimal.Ceiling(price / TickSize) * TickSize);

    /// <summary>The nearest tick that is not higher.</summary>
    public Price RoundDownToTick(decimal price) => new(decimal.Floor(price / TickSize) * TickSize);

    /// <summary>The largest tradable quantity that is not more than <paramref name="quantity"/>; 0 when negative.</summary>
    public Quantity RoundDownToLot(decimal quantity) => quantity <= 0m ? Quantity.Zero : new(decimal.Floor(quantity / LotSize) * LotSize);

    public bool IsOnLot(Quantity quantity) => quantity.Value % LotSize == 0m;

    public bool IsOnTick(Price price) => price.Value % TickSize == 0m;
}
