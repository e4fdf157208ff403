namespace AlgoTrendy.Core.Markets;

/// <summary>What a book shows at one price.</summary>
/// <param name="Ticks">The price in whole ticks of the instrument.</param>
/// <param name="Price">The same in the quote currency, as the venue told it.</param>
/// <param name="Size">In units of the instrument, above 0.</param>
public readonly record struct BookLevel(long Ticks, double Price, double Size);
