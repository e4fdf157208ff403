using System.CommandLine;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands;

/// <summary>Reads instruments and trading hours from files of the LEAN kinds.</summary>
internal sealed class InstrumentsImportCommand(Surroundings surroundings)
{
    private const int MostListed = 10;

    private readonly Argument<string[]> _paths = new("PATH") { Description = "LEAN's symbol-properties and market-hours files, or folders with them", Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("import", "Read instruments and trading hours from files of the LEAN kinds") { _paths, _json };
        command.SetAction(Import);
        return command;
    }

    private async Task<int> Import(ParseResult parsed, CancellationToken ct)
    {
        var paths = parsed.GetRequiredValue(_paths).Select(Given.FullPath).ToList();
        await using var session = await surroundings.Open(parsed, ct);
        var summary = await Screen.Wait("Reads instruments.", () => session.Get<IMarketData>().ImportInstruments(new(paths), ct));

        if (parsed.GetValue(_json)) Screen.Document(summary);
        else Show(summary);
        if (summary.Imported + summary.Unchanged > 0) return ExitCode.Success;

        Screen.Remark("Nothing could be used.");
        return ExitCode.Failure;
    }

    private static void Show(InstrumentImportSummary summary)
    {
        Screen.Title($"{Figures.Count(summary.Imported, "instrument")} imported, {Figures.Count(summary.Unchanged)} already so.");
        if (summary.Rejected.Count == 0) return;

        Screen.Say();
        Screen.Warn("Left out");
        foreach (var reason in summary.Rejected.Take(MostListed)) Screen.Say("  " + reason);
        if (summary.Rejected.Count > MostListed) Screen.Say($"  … and {Figures.Count(summary.Rejected.Count - MostListed)} more; --json lists them all.");
    }
}
