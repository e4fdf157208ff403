namespace AlgoTrendy.Core.Accounts;

/// <summary>Where an account's equity comes from, in its currency; the parts add up to it.</summary>
/// <param name="Capital">Paid in less paid out.</param>
/// <param name="Realized">Profit taken by trades, before fees.</param>
/// <param name="Exchange">What conversions gained or lost against the rate of their moment.</param>
/// <param name="Fees">Negative where fees were paid.</param>
/// <param name="Unrealized">Profit in open positions at the last marks, before fees.</param>
/// <param name="Revaluation">What cash and cost in other currencies gained since they were booked, because rates moved.</param>
public readonly record struct EquityParts(
    decimal Capital,
    decimal Realized,
    decimal Dividends,
    decimal Interest,
    decimal Borrow,
    decimal Funding,
    decimal Exchange,
    decimal Fees,
    decimal Unrealized,
    decimal Revaluation)
{
    public decimal Total => Capital + Realized + Dividends + Interest + Borrow + Funding + Exchange + Fees + Unrealized + Revaluation;
}
