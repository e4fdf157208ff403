using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Core.Accounts;

namespace AlgoTrendy.Modules.Portfolio;

/// <summary>Which fields a correction has: of each kind some are needed, some may be, and others mean nothing.</summary>
internal static class CorrectionFields
{
    private const string Symbol = "symbol";
    private const string Amount = "amount";
    private const string Currency = "currency";
    private const string Received = "received";
    private const string ReceivedCurrency = "receivedCurrency";
    private const string Price = "price";
    private const string Factor = "factor";
    private const string Part = "part";

    private static readonly (string[] Needed, string[] Possible) OfMoney = ([Amount, Currency], [Symbol, Part]);

    private static readonly Dictionary<FactKind, (string[] Needed, string[] Possible)> Known = new()
    {
        [FactKind.Conversion] = ([Amount, Currency, Received, ReceivedCurrency], [Part]),
        [FactKind.Dividend] = OfMoney,
        [FactKind.Interest] = OfMoney,
        [FactKind.Borrow] = OfMoney,
        [FactKind.Funding] = OfMoney,
        [FactKind.Fee] = OfMoney,
        [FactKind.Split] = ([Symbol, Factor, Price], []),
    };

    public static PortfolioRefusal? FaultOf(Correction correction)
    {
        var kind = correction.Kind.ToString().ToLowerInvariant();
        if (!Known.TryGetValue(correction.Kind, out var fields)) return new("invalid", $"A correction is one of {string.Join(", ", Known.Keys.Select(one => one.ToString().ToLowerInvariant()))}.", "kind");

        var given = Given(correction).Where(field => field.IsGiven).Select(field => field.Name).ToArray();
        if (fields.Needed.Except(given).FirstOrDefault() is { } missing) return new("invalid", $"A correction of kind {kind} needs {missing}.", missing);
        return given.Except(fields.Needed).Except(fields.Possible).FirstOrDefault() is { } foreign ? new("invalid", $"A correction of kind {kind} has no {foreign}.", foreign) : null;
    }

    private static (string Name, bool IsGiven)[] Given(Correction correction) =>
    [
        (Symbol, correction.Symbol is not null), (Amount, correction.Amount is not null), (Currency, correction.Currency is not null), (Received, correction.Received is not null),
        (ReceivedCurrency, correction.ReceivedCurrency is not null), (Price, correction.Price is not null), (Factor, correction.Factor is not null), (Part, correction.Part is not null),
    ];
}
