namespace AlgoTrendy.Platform;

/// <summary>The folder in which the platform keeps its data. Made where it is missing.</summary>
public sealed class Home
{
    /// <exception cref="SetupException">The folder cannot be made or written to.</exception>
    public Home(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new SetupException($"The home folder {Path} cannot be made: {cause.Message} Choose another with --home.", cause);
        }
    }

    public string Path { get; }

    /// <summary>A folder of its own for a module or a purpose, made where it is missing.</summary>
    public string Folder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);
}
