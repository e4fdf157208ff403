using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Modules.Portfolio.Doors;

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
    public Correction For(string account, string? key) => new(account, Kind.ToFact(), Note, Symbol, Amount, Currency, Received, ReceivedCurrency, Price, Factor, Part, key);
}
