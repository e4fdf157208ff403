using AlgoTrendy.Platform.Safekeeping;

namespace AlgoTrendy.Host.Display;

/// <summary>What a backup holds, module by module.</summary>
internal static class BackupSheet
{
    public static void Show(BackupManifest manifest)
    {
        var sheet = new Sheet(Column.Text("Module"), Column.Number("Tables"), Column.Number("Rows"), Column.Number("Size"));
        foreach (var module in manifest.Modules) sheet.Add(module.Module, Figures.Count(module.Rows.Count), Figures.Count(module.Rows.Values.Sum()), Figures.Bytes(module.Bytes));
        Screen.Show(sheet);
    }
}
