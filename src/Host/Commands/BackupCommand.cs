using System.CommandLine;
using System.Globalization;
using AlgoTrendy.Host.Display;
using AlgoTrendy.Platform.Safekeeping;
using NodaTime;

namespace AlgoTrendy.Host.Commands;

/// <summary>Writes the databases of all modules into a folder, while servers go on.</summary>
internal sealed class BackupCommand(Surroundings surroundings)
{
    private readonly Option<string?> _to = new("--to") { Description = "A new folder for it (default: backups/ and the time, in the home folder)", HelpName = "FOLDER" };
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("backup", "Back up the databases of all modules, also while the platform runs. Bars, ticks, results and imports are files of the home folder and not in it") { _to, _json };
        command.SetAction(BackUp);
        return command;
    }

    private async Task<int> BackUp(ParseResult parsed, CancellationToken ct)
    {
        var (home, settings) = surroundings.Find(parsed);
        var folder = parsed.GetValue(_to) is { } given
            ? Given.FullPath(given)
            : Path.Combine(home.File("backups"), SystemClock.Instance.GetCurrentInstant().ToString("uuuuMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        var manifest = await Screen.Wait("Backs up.", () => HomeBackup.BackUp(surroundings.House, home, settings, folder, ct));

        if (parsed.GetValue(_json)) Screen.Document(new { folder, manifest.Version, manifest.At, manifest.Modules });
        else
        {
            BackupSheet.Show(manifest);
            Screen.Say();
            Screen.Say($"Backed up to {folder}. Bars, ticks, results and imports are files and not in it.");
        }

        return ExitCode.Success;
    }
}
