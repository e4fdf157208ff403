using System.CommandLine;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands;

/// <summary>Reads every stored file and names those that are damaged.</summary>
internal sealed class DataVerifyCommand(Surroundings surroundings)
{
    private readonly Option<string?> _symbol = new("--symbol") { Description = "Only this instrument", HelpName = "SYMBOL" };
    private readonly Option<SeriesKind?> _kind = Given.OneOf<SeriesKind>("--kind", "Only this kind of series");
    private readonly Option<Interval?> _interval = Given.BarLength("Only bars of this length");
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("verify", "Check every stored file; exit code 1 when one is damaged") { _symbol, _kind, _interval, _json };
        command.SetAction(Verify);
        return command;
    }

    private async Task<int> Verify(ParseResult parsed, CancellationToken ct)
    {
        var filter = new SeriesFilter(parsed.GetValue(_symbol), parsed.GetValue(_kind), parsed.GetValue(_interval));
        await using var session = await surroundings.Open(parsed, ct);
        var report = await Screen.Wait("Reads every stored file.", () => session.Get<IHistory>().Verify(filter, ct));

        if (parsed.GetValue(_json)) Screen.Document(report);
        if (report.Files == 0 && filter != new SeriesFilter())
        {
            Screen.Remark(await SeriesText.WhyNothing(session, filter, ct));
            return ExitCode.Failure;
        }

        if (!parsed.GetValue(_json)) Show(report);
        return report.IsSound ? ExitCode.Success : ExitCode.Failure;
    }

    private static void Show(VerifyReport report)
    {
        foreach (var file in report.Damaged) Screen.Warn($"{file.File}: {file.Reason}");
        Screen.Say(Verdict(report));
    }

    private static string Verdict(VerifyReport report) => report switch
    {
        { Files: 0 } => "Nothing is stored yet, so nothing is damaged.",
        { IsSound: true } => $"All is well: {Figures.Count(report.Files, "file")}, {Figures.Count(report.Rows, "row")}.",
        _ => $"{Figures.Count(report.Damaged.Count)} of {Figures.Count(report.Files, "file")} damaged; {Figures.Count(report.Rows, "row")} are sound. Delete a damaged series with 'algotrendy data delete' and import it again.",
    };
}
