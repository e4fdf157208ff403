using System.Text.Json;
using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Modules.MarketData.Instruments;

/// <summary>What was imported or saved, in {home}/instruments: a file a venue, replaced as a whole so that a crash leaves the old one or the new one.</summary>
internal sealed class InstrumentStore : IInstrumentSource
{
    private readonly string _folder;
    private readonly SortedDictionary<Symbol, IReadOnlyList<Instrument>> _versions = [];

    /// <exception cref="SetupException">A stored file cannot be read.</exception>
    public InstrumentStore(Home home)
    {
        _folder = home.Folder("instruments");
        foreach (var path in Directory.EnumerateFiles(_folder, "*.json").Order(StringComparer.Ordinal))
            foreach (var versions in Read(path).GroupBy(instrument => instrument.Symbol)) _versions[versions.Key] = [.. versions];
    }

    public IReadOnlyList<Instrument> Instruments => [.. _versions.Values.SelectMany(versions => versions)];

    public IReadOnlyList<FutureRoot> Futures => [];

    /// <summary>Puts all versions of each symbol in the place of what was stored of it. A venue's file is written once.</summary>
    public void Replace(IReadOnlyCollection<IReadOnlyList<Instrument>> instruments)
    {
        foreach (var versions in instruments) _versions[versions[0].Symbol] = versions;
        foreach (var venue in instruments.Select(versions => versions[0].Symbol.Venue).Distinct()) Write(venue);
    }

    private static IReadOnlyList<Instrument> Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var instruments = InstrumentFile.Read(stream).Instruments;
            _ = new InstrumentCatalogue([new Listed(instruments)]);
            return instruments;
        }
        catch (Exception cause) when (cause is JsonException or ArgumentException)
        {
            throw new SetupException($"{path} cannot be read: {cause.Message} Mend the file, or delete it and import its instruments again.", cause);
        }
    }

    private void Write(string venue)
    {
        var path = Path.Combine(_folder, venue + ".json");
        var draft = path + ".new";
        using (var stream = File.Create(draft))
        {
            new InstrumentFile([.. _versions.Where(stored => stored.Key.Venue == venue).SelectMany(stored => stored.Value)]).Write(stream);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    private sealed record Listed(IReadOnlyList<Instrument> Instruments) : IInstrumentSource
    {
        public IReadOnlyList<FutureRoot> Futures => [];
    }
}
