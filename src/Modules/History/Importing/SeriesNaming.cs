using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Formats;

namespace AlgoTrendy.Modules.History.Importing;

/// <summary>Finds the instrument that a file's rows are of, asking the catalogue once for each name of an import.</summary>
internal sealed class SeriesNaming(IMarketData catalogue, ImportRequest request)
{
    private readonly Dictionary<SymbolHint, SeriesTarget> _targets = [];

    /// <summary>The calendar of a name that was resolved before; null for others.</summary>
    public TradingCalendar? CalendarOf(SymbolHint hint) => _targets.GetValueOrDefault(hint)?.Instrument?.Calendar;

    public SeriesTarget TargetOf(SymbolHint hint) => _targets[hint];

    /// <summary>False when the name was known already.</summary>
    public async Task<bool> Resolve(SymbolHint hint, CancellationToken ct)
    {
        if (_targets.ContainsKey(hint)) return false;
        _targets[hint] = await Find(hint, ct);
        return true;
    }

    /// <summary>Puts an instrument that nobody knew into the catalogue, with the grid that its first rows show.</summary>
    /// <returns>What was assumed, as a sentence; null when it was known.</returns>
    public async Task<string?> Settle(SymbolHint hint, Columns rows, CancellationToken ct)
    {
        if (_targets[hint] is not { IsNew: true, Instrument: { } guess }) return null;

        var answer = await catalogue.SaveInstrument(new(UnknownInstrument.WithGridOf(rows, guess)), ct);
        _targets[hint] = answer.Instrument is { } saved ? SeriesTarget.Of(saved) : SeriesTarget.Nowhere(answer.Reason ?? $"{guess.Symbol} could not be put into the catalogue.", answer.Choices);
        return answer.Instrument is { } known
            ? $"{known.Symbol} was not known: taken as {known.AssetClass} in {known.Currency}, tick {known.TickSize}, lot {known.LotSize}, hours {known.Calendar.Name}."
            : null;
    }

    private async Task<SeriesTarget> Find(SymbolHint hint, CancellationToken ct)
    {
        if (hint.Ticker is null) return SeriesTarget.Nowhere("Whose rows these are cannot be told from name or contents.", "--symbol AAPL.US", "--symbol BTCUSDT.BINANCE");

        if (hint.Contradicted is { } own) return SeriesTarget.Nowhere($"By its name it holds {own}, not {hint}: leave out --symbol, or rename the file.");

        var answer = await catalogue.ResolveInstrument(new(hint.Symbol?.ToString() ?? hint.Ticker), ct);
        if (answer.Instrument is { IsSimulated: false } known) return SeriesTarget.Of(known);
        if (hint.Symbol is { } symbol)
        {
            return answer.Instrument is null
                ? UnknownInstrument.Guess(symbol, hint, request)
                : SeriesTarget.Nowhere($"{symbol} is simulated: its rows are made, not imported.", $"--symbol {symbol.Ticker}.US", $"--symbol {symbol.Ticker}.BINANCE");
        }

        var choices = answer.Choices.Where(choice => !choice.EndsWith(".SIM", StringComparison.Ordinal)).Select(choice => "--symbol " + choice).ToList();
        if (choices.Count == 0) choices = [$"--symbol {hint.Ticker}.US", $"--symbol {hint.Ticker}.BINANCE"];
        // Only stocks have a venue that goes without saying here.
        return (request.AssetClass ?? hint.AssetClass) == AssetClass.Stock && answer.Choices.Count == 0 && Symbol.TryParse(hint.Ticker + ".US", out var stock)
            ? UnknownInstrument.Guess(stock, hint, request)
            : SeriesTarget.Nowhere($"{hint.Ticker} does not say which instrument of which venue it is.", choices);
    }
}
