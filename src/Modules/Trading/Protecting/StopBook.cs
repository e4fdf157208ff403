using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Modules.Trading.Protecting;

/// <summary>The rules of an account, and the symbols whose rule has ended while a stop of it may still rest.</summary>
internal sealed class StopBook
{
    private readonly Dictionary<Symbol, StopRule> _rules = [];
    private readonly HashSet<Symbol> _leaving = [];
    private readonly Dictionary<Symbol, long> _asideUntil = [];
    private long _allAsideUntil = long.MinValue;

    /// <summary>Whether there is nothing to look after.</summary>
    public bool IsIdle => _rules.Count == 0 && _leaving.Count == 0;

    public bool IsEmpty => _rules.Count == 0;

    public IEnumerable<StopRule> Rules => _rules.Values.OrderBy(rule => rule.Symbol.ToString(), StringComparer.Ordinal);

    public IReadOnlyCollection<Symbol> Leaving => _leaving;

    /// <summary>Until then, by the machine's clock in milliseconds, nothing new is sent: somebody cancels or closes.</summary>
    /// <param name="symbol">Only for this one; null: for all.</param>
    public void StandAside(Symbol? symbol, long until)
    {
        if (symbol is { } one) _asideUntil[one] = until;
        else _allAsideUntil = until;
    }

    public bool StandsAside(Symbol symbol)
    {
        var now = Environment.TickCount64;
        if (_asideUntil.TryGetValue(symbol, out var until) && now >= until) _asideUntil.Remove(symbol);
        return now < _allAsideUntil || now < until;
    }

    public StopRule? Find(Symbol symbol) => _rules.GetValueOrDefault(symbol);

    public void Put(StopRule rule)
    {
        _rules[rule.Symbol] = rule;
        // Its stop, if one rests, is the new rule's now.
        _leaving.Remove(rule.Symbol);
    }

    public void Remove(Symbol symbol)
    {
        if (_rules.Remove(symbol)) _leaving.Add(symbol);
    }

    public void Leave(Symbol symbol) => _leaving.Add(symbol);

    public void HasLeft(Symbol symbol) => _leaving.Remove(symbol);

    /// <summary>A price of the market.</summary>
    public void See(Symbol symbol, decimal price)
    {
        if (_rules.Count > 0 && _rules.TryGetValue(symbol, out var rule)) rule.See(price);
    }
}
