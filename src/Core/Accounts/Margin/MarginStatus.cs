namespace AlgoTrendy.Core.Accounts;

/// <summary>What an account holds against what it may hold, in its currency at the last marks.</summary>
/// <param name="Exposure">The worth of all positions, without signs.</param>
/// <param name="Initial">What opening the positions anew would tie up.</param>
/// <param name="Maintenance">What equity must not fall below.</param>
/// <param name="Leverage">How many times its equity the account may hold.</param>
public readonly record struct MarginStatus(decimal Equity, decimal Exposure, decimal Initial, decimal Maintenance, decimal Leverage)
{
    /// <summary>The equity that nothing ties up; negative when positions tie up more than there is.</summary>
    public decimal FreeMargin => Equity - Initial;

    /// <summary>How much more exposure may be opened, where an instrument has no margin of its own.</summary>
    public decimal BuyingPower => Math.Max(0m, FreeMargin * Leverage);

    /// <summary>Whether positions must be closed.</summary>
    public bool IsCalled => Equity < Maintenance;
}

/// <summary>What is to be traded of the instrument at this place, to answer a margin call: negative is sold.</summary>
public readonly record struct MarginCut(int Instrument, decimal Quantity);

/// <summary>The prices at which an account that holds one instrument is called: below the one or above the other; infinite where none is.</summary>
public readonly record struct CallPrices(double Below, double Above)
{
    public static readonly CallPrices Never = new(double.NegativeInfinity, double.PositiveInfinity);
}
