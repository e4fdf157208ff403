using System.CommandLine;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands;

/// <summary>Shows the instruments that the platform knows.</summary>
internal sealed class InstrumentsCommand(Surroundings surroundings)
{
    private const int PageSize = 1000;

    private readonly Argument<string?> _text = new("TEXT") { Description = "Part of the symbol or of the description; without it, all", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<AssetClass?> _assetClass = Given.OneOf<AssetClass>("--asset-class", "Only this kind of instrument");
    private readonly Option<string?> _venue = new("--venue") { Description = "Only this venue", HelpName = "BINANCE" };
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("instruments", "Show the instruments that are known, or import more") { _text, _assetClass, _venue, _json, new InstrumentsImportCommand(surroundings).Create() };
        command.SetAction(List);
        return command;
    }

    private async Task<int> List(ParseResult parsed, CancellationToken ct)
    {
        var text = parsed.GetValue(_text);
        await using var session = await surroundings.Open(parsed, ct);
        var catalogue = session.Get<IMarketData>();
        var found = await FindAll(catalogue, new(text, parsed.GetValue(_assetClass), parsed.GetValue(_venue), Limit: PageSize), ct);
        // BTC/USDT is part of no symbol, but a name of one.
        var answer = found.Count == 0 && text is not null ? await catalogue.ResolveInstrument(new(text), ct) : null;
        if (answer?.Instrument is { } named && Fits(named, parsed)) found.Add(named);

        if (parsed.GetValue(_json)) Screen.Document(new InstrumentPage(found, null));
        if (found.Count == 0)
        {
            Screen.Remark(answer is { Instrument: null, Reason: { } reason } ? reason : "No instrument is like that.");
            return ExitCode.Failure;
        }

        if (!parsed.GetValue(_json)) Show(found);
        return ExitCode.Success;
    }

    private static async Task<List<Instrument>> FindAll(IMarketData catalogue, InstrumentQuery query, CancellationToken ct)
    {
        var found = new List<Instrument>();
        string? cursor = null;
        do
        {
            var page = await catalogue.FindInstruments(query with { Cursor = cursor }, ct);
            found.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return found;
    }

    private bool Fits(Instrument instrument, ParseResult parsed) =>
        (parsed.GetValue(_assetClass) ?? instrument.AssetClass) == instrument.AssetClass &&
        (parsed.GetValue(_venue) is not { } venue || venue.Equals(instrument.Symbol.Venue, StringComparison.OrdinalIgnoreCase));

    private static void Show(List<Instrument> found)
    {
        var sheet = new Sheet(
            Column.Text("Symbol"), Column.Text("Class"), Column.Text("Currency"), Column.Number("Tick"), Column.Number("Lot"), Column.Number("Multiplier"),
            Column.Text("Hours"), Column.Text("Fees"), Column.Text("Description"), Column.Text());
        foreach (var instrument in found)
        {
            sheet.Add(
                instrument.Symbol.ToString(), Given.Hyphenated(instrument.AssetClass), instrument.Currency.Code, Figures.Exact(instrument.TickSize), Figures.Exact(instrument.LotSize),
                Figures.Exact(instrument.Multiplier), instrument.Calendar.Name, FeesOf(instrument), instrument.Description, instrument.IsSimulated ? SeriesText.Simulated : "");
        }

        Screen.Show(sheet);
        Screen.Say();
        Screen.Say($"{Figures.Count(found.Count, "instrument")}.");
    }

    private static string FeesOf(Instrument instrument) => instrument.Fees switch
    {
        PercentFee fee when fee.MakerBasisPoints != fee.TakerBasisPoints => $"{Figures.Exact(fee.TakerBasisPoints)} / {Figures.Exact(fee.MakerBasisPoints)} bps",
        PercentFee fee => $"{Figures.Exact(fee.TakerBasisPoints)} bps",
        PerShareFee fee => $"{Figures.Exact(fee.PerShare)} a share",
        PerContractFee fee => $"{Figures.Exact(fee.PerContract)} a contract",
        _ => "none",
    };
}
