using System.CommandLine;
using AlgoTrendy.Host.Display;
using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Safekeeping;

namespace AlgoTrendy.Host.Commands;

/// <summary>Puts a backup in the place of the databases, after asking. A server steps aside meanwhile.</summary>
internal sealed class RestoreCommand(Surroundings surroundings)
{
    private readonly Argument<string> _folder = new("FOLDER") { Description = "What 'backup' made" };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask" };
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("restore", "Replace the databases of the modules in a backup by it. A platform that runs steps aside meanwhile and begins anew") { _folder, _yes, _json };
        command.SetAction(Restore);
        return command;
    }

    private async Task<int> Restore(ParseResult parsed, CancellationToken ct)
    {
        var isAgreed = parsed.GetValue(_yes);
        if (!isAgreed && !Screen.CanAsk) throw new UsageException("What is there now will be lost, and nobody is there to be asked: say --yes.");

        var folder = Given.FullPath(parsed.GetRequiredValue(_folder));
        if (!isAgreed && !Screen.Confirm($"Replace the databases by {folder}? What is there now will be lost."))
        {
            Screen.Remark("Nothing was changed.");
            return ExitCode.Failure;
        }

        var (home, settings) = surroundings.Find(parsed);
        var (manifest, setAside) = await Screen.Wait("Restores.", () => HomeBackup.Restore(surroundings.House, home, settings, folder, ct));

        if (parsed.GetValue(_json)) Screen.Document(new { folder, manifest.Version, manifest.At, manifest.Modules, setAside });
        else
        {
            BackupSheet.Show(manifest);
            Screen.Say();
            foreach (var file in setAside) Screen.Say($"What was there was damaged; it is at {file} now.");
            Screen.Say($"Restored from {folder}, as of {Figures.Moment(manifest.At)} UTC.");
        }

        return ExitCode.Success;
    }
}
