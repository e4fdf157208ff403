using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Storage.Formats.Text;

namespace AlgoTrendy.Storage.Formats;

/// <summary>A file of bars or ticks that can be read.</summary>
public sealed record MarketFile : FileReading
{
    private readonly FileSource _source;
    private readonly IReadOnlyList<PartPlan> _plans;
    private readonly FormatOptions _options;

    internal MarketFile(FileSource source, string format, IReadOnlyList<PartPlan> plans, FormatOptions options, IReadOnlyList<string>? assumptions = null) : base(source.Path)
    {
        _source = source;
        _plans = plans;
        _options = options;
        Format = format;
        Series = [.. plans.Select(plan => plan.Series).Distinct()];
        Assumptions = assumptions ?? Nothing;
    }

    /// <summary>What kind of file it is, e.g. "Binance klines".</summary>
    public string Format { get; }

    public IReadOnlyList<FileSeries> Series { get; }

    /// <summary>What was taken for granted while reading, as sentences.</summary>
    public IReadOnlyList<string> Assumptions { get; private init; }

    /// <summary>How many bytes it has once unpacked, known when reading has begun; 0 where it does not say.</summary>
    public long Bytes { get; private set; }

    /// <summary>Reads it from disk, batch by batch; bad rows and damage are in the batches, nothing is thrown for them.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<FileBatch> Read(CancellationToken ct = default)
    {
        using var contents = FileContents.TryOpen(_source, out var problem);
        if (contents is null)
        {
            yield return Lost(Series[0], $"{Path}: {problem}");
            yield break;
        }

        if (contents.Damage is { } damage) yield return Lost(Series[0], $"{Path}: {damage}");
        var parts = contents.Parts.GroupBy(part => part.Name).ToDictionary(parts => parts.Key, parts => parts.First());
        Bytes = _plans.Select(plan => plan.Part).Distinct().Sum(name => parts.GetValueOrDefault(name)?.Length ?? 0);
        var done = 0L;
        foreach (var series in Series)
        {
            var rows = new RowCollector(series, MayBeNegative(series), _options.BatchRows) { BytesRead = done };
            foreach (var plan in _plans.Where(plan => plan.Series == series))
            {
                if (!parts.TryGetValue(plan.Part, out var part)) continue;
                foreach (var batch in PartReading.Read(contents, part, plan, rows, ct)) yield return batch;
            }

            if (rows.TakeAll() is { } last) yield return last;
            done = rows.BytesRead;
        }
    }

    internal MarketFile WithUnread(IReadOnlyList<string> names) =>
        names.Count == 0 ? this : this with { Assumptions = [.. Assumptions, $"Of the zip, {Quoted.Text(names[0])}{(names.Count > 1 ? $" and {names.Count - 1} more" : "")} was not read: it is no CSV by its name."] };

    internal static FileBatch Lost(FileSeries series, string damage) => new(series, Core.Markets.Columns.Empty(series.Kind), [], damage);

    private bool MayBeNegative(FileSeries series) => (_options.AssetClass ?? series.Symbol.AssetClass) == AssetClass.Future;
}
