using System.Collections.Concurrent;
using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;

namespace AlgoTrendy.Modules.Trading.Brokers;

/// <summary>The instruments of one account's venue: its own rules where it tells them, the catalogue's otherwise.</summary>
internal sealed class InstrumentShelf(IMarketData catalogue)
{
    private readonly ConcurrentDictionary<Symbol, Instrument> _ofVenue = new();
    private readonly ConcurrentDictionary<string, Instrument> _resolved = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<Symbol> _kept = [];

    public void Learn(IReadOnlyList<Instrument> rules)
    {
        foreach (var one in rules) _ofVenue[one.Symbol] = one;
    }

    /// <summary>The instrument that a spelling stands for, or why there is none.</summary>
    public async Task<(Instrument? Instrument, string? Reason, IReadOnlyList<string> Choices)> Find(string spelling, CancellationToken ct)
    {
        if (Symbol.TryParse(spelling, out var symbol) && _ofVenue.TryGetValue(symbol, out var exact)) return (exact, null, []);
        var ofTicker = _ofVenue.Values.Where(one => string.Equals(one.Symbol.Ticker, spelling, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (ofTicker is [var only]) return (only, null, []);
        if (_resolved.TryGetValue(spelling, out var known)) return (known, null, []);

        var answer = await catalogue.ResolveInstrument(new(spelling), ct);
        if (answer.Instrument is not { } found) return (null, answer.Reason, answer.Choices);
        if (_ofVenue.TryGetValue(found.Symbol, out var ruled)) return (ruled, null, []);
        _resolved[spelling] = found;
        return (found, null, []);
    }

    /// <summary>By the venue's own rules; null where it has told none.</summary>
    public Instrument? OfVenue(Symbol symbol) => _ofVenue.GetValueOrDefault(symbol);

    /// <summary>Whether the venue trades it, as far as it has said what it trades.</summary>
    public bool Trades(Instrument instrument) => _ofVenue.IsEmpty || _ofVenue.ContainsKey(instrument.Symbol);

    /// <summary>What the venue trades under the same ticker, or else the first of what it trades.</summary>
    public IReadOnlyList<string> Near(Symbol symbol)
    {
        var same = _ofVenue.Keys.Where(one => one.Ticker == symbol.Ticker).Select(one => one.ToString()).ToArray();
        return same.Length > 0 ? same : [.. _ofVenue.Keys.Select(one => one.ToString()).Order(StringComparer.Ordinal).Take(20)];
    }

    /// <summary>What trades one currency for another at this venue; null when nothing does.</summary>
    public Instrument? PairOf(Currency coin, Currency quote) => _ofVenue.Values.FirstOrDefault(one => one is { IsSimulated: false } && one.BaseCurrency == coin && one.Currency == quote);

    /// <summary>Writes an instrument's rules down beside what is traded by them, so that a start needs nobody else.</summary>
    public void Keep(Step step, Instrument instrument)
    {
        step.State.Live.TryAdd(instrument);
        if (_kept.Contains(instrument.Symbol)) return;
        step.After(() => _kept.Add(instrument.Symbol));
        var text = JsonSerializer.Serialize(instrument, Wire.Contract);
        step.Journal.Also(writing => writing.Execute(
            "insert into instruments (symbol, instrument) values (@Symbol, @text) on conflict (symbol) do update set instrument = excluded.instrument", new { instrument.Symbol, text }));
    }
}
