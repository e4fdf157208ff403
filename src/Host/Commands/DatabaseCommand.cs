using System.CommandLine;
using AlgoTrendy.Host.Display;
using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Safekeeping;

namespace AlgoTrendy.Host.Commands;

/// <summary>Where the databases of the modules are: brings them from files to PostgreSQL and back.</summary>
internal sealed class DatabaseCommand(Surroundings surroundings)
{
    private readonly Option<DatabaseKind?> _to = Given.OneOf<DatabaseKind>("--to", "Where to");
    private readonly Option<string?> _postgres = new("--postgres") { Description = "The server to copy to, as in Database:Postgres", HelpName = "CONNECTION" };
    private readonly Option<bool> _replace = new("--replace") { Description = "Replace what is there already" };
    private readonly Option<bool> _json = Given.Json();

    private enum DatabaseKind { Sqlite, Postgres }

    public Command Create()
    {
        var copy = new Command("copy", "Copy the databases of all modules from where the settings say to the other kind. The platform must not run") { _to, _postgres, _replace, _json };
        copy.SetAction(Copy);
        return new("db", "Move the databases of the modules between SQLite files and PostgreSQL") { copy };
    }

    private async Task<int> Copy(ParseResult parsed, CancellationToken ct)
    {
        var to = parsed.GetValue(_to) ?? throw new UsageException("'algotrendy db copy' needs --to sqlite or --to postgres.");
        var postgres = parsed.GetValue(_postgres);
        if (to == DatabaseKind.Postgres && postgres is null) throw new UsageException("--to postgres needs --postgres \"Host=...;Database=...;Username=...\".");
        if (to == DatabaseKind.Sqlite && postgres is not null) throw new UsageException("--to sqlite copies from the server that Database:Postgres names; --postgres is for --to postgres.");

        var (home, settings) = surroundings.Find(parsed);
        var copied = await Screen.Wait("Copies.", () => HomeCopy.Copy(surroundings.House, home, settings, postgres, parsed.GetValue(_replace), ct));

        if (parsed.GetValue(_json)) Screen.Document(new { to, modules = copied });
        else Show(copied, to);
        return ExitCode.Success;
    }

    private static void Show(IReadOnlyList<CopiedModule> copied, DatabaseKind to)
    {
        var sheet = new Sheet(Column.Text("Module"), Column.Number("Tables"), Column.Number("Rows"));
        foreach (var module in copied) sheet.Add(module.Module, Figures.Count(module.Rows.Count), Figures.Count(module.Rows.Values.Sum()));
        Screen.Show(sheet);
        Screen.Say();
        Screen.Say(to == DatabaseKind.Postgres ? "Copied. Set Database:Postgres to that connection to work with it; the files stay as they are." : "Copied. Remove Database:Postgres from the settings to work with the files; the server's data stay as they are.");
    }
}
