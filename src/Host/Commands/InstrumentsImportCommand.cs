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
        var screen = new Screen(parsed.GetValue(_json));
        var paths = parsed.GetRequiredValue(_paths).Select(Given.FullPath).ToList();
        await using var session = await surroundings.Open(parsed, ct);
        var summary = await screen.Wait("Reads instruments.", () => session.Get<IMarketData>().ImportInstruments(new(paths), ct));

        screen.Document(summary);
        screen.Title($"{Figures.Count(summary.Imported, "instrument")} imported, {Figures.Count(summary.Unchanged)} already so, {Figures.Count(summary.Rejected.Count)} rejected.");
        foreach (var reason in summary.Rejected.Take(MostListed)) screen.Say("  " + reason);
        if (summary.Rejected.Count > MostListed) screen.Say($"  … and {Figures.Count(summary.Rejected.Count - MostListed)} more; --json lists them all.");

        if (summary.Imported + summary.Unchanged > 0) return ExitCode.Success;
        screen.Complain("Nothing could be used.");
        return ExitCode.Failure;
    }
}
