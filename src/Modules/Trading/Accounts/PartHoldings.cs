using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Modules.Trading.Accounts;

/// <summary>How much of each instrument the strategies of an account hold: one may be long and another short where the account holds nothing.</summary>
internal sealed class PartHoldings
{
    private const int Places = 10;

    private readonly Dictionary<Symbol, SortedDictionary<string, decimal>> _held = [];

    /// <param name="strategy">Null: nobody's.</param>
    public void Add(Symbol symbol, string? strategy, decimal signed)
    {
        if (!_held.TryGetValue(symbol, out var parts)) _held.Add(symbol, parts = new(StringComparer.Ordinal));
        var part = strategy ?? SharedAccount.Unassigned;
        parts[part] = parts.GetValueOrDefault(part) + signed;
    }

    /// <summary>What each holds, those that hold nothing aside.</summary>
    public IEnumerable<decimal> Of(Symbol symbol) => _held.TryGetValue(symbol, out var parts) ? parts.Values.Where(quantity => quantity != 0m) : [];

    /// <summary>What any of them holds.</summary>
    public IEnumerable<Symbol> Symbols => _held.Keys.Where(symbol => Of(symbol).Any());

    /// <summary>The strategy that alone holds it; null where nobody's part does, or several.</summary>
    public string? OwnerOf(Symbol symbol) =>
        _held.TryGetValue(symbol, out var parts) && parts.Where(part => part.Value != 0m).Select(part => part.Key).ToArray() is [var only] && only != SharedAccount.Unassigned ? only : null;

    /// <summary>As the books divide: each exactly, and what the account settles for whole lots settles who holds most.</summary>
    /// <param name="left">What the account holds after it.</param>
    public void Split(Symbol symbol, decimal factor, decimal left)
    {
        if (!_held.TryGetValue(symbol, out var parts)) return;
        foreach (var part in parts.Keys.ToArray()) parts[part] = decimal.Round(parts[part] / factor, Places);
        if (parts.Where(part => part.Value != 0m).OrderBy(part => Math.Abs(part.Value)).Select(part => part.Key).LastOrDefault() is { } largest) parts[largest] += left - parts.Values.Sum();
    }
}
