using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Modules.Portfolio.Doors;

/// <summary>The facts that people may enter, by their names.</summary>
internal enum CorrectionKind
{
    Conversion,
    Dividend,
    Interest,
    Borrow,
    Funding,
    Fee,
    Split,
}

/// <summary>A correction, as a person enters it.</summary>
internal sealed record CorrectionRequest(
    CorrectionKind Kind,
    string Note,
    Symbol? Symbol = null,
    decimal? Amount = null,
    Currency? Currency = null,
    decimal? Received = null,
    Currency? ReceivedCurrency = null,
    decimal? Price = null,
    decimal? Factor = null,
    string? Part = null)
{
    public Correction For(string account, string? key) => new(account, Enum.Parse<FactKind>(Kind.ToString()), Note, Symbol, Amount, Currency, Received, ReceivedCurrency, Price, Factor, Part, key);
}
