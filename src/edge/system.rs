//! What the standard library has no words for: exchanging two folders in one step, locks, mount points, signals'
//! small print. The only home of rustix.

use std::fs::{File, Metadata, OpenOptions};
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rustix::fs::{CWD, FlockOperation, OFlags, RenameFlags};
use rustix::io::Errno;

/// Two names change places, in one step that nobody can see half of. False where the system cannot do that.
pub fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    match rustix::fs::renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Moves to a name that nothing has yet.
pub fn rename_to_free(from: &Path, to: &Path) -> io::Result<()> {
    match rustix::fs::renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Ok(()) => Ok(()),
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => {
            if to.symlink_metadata().is_ok() {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            #[expect(clippy::disallowed_methods, reason = "this is the edge")]
            std::fs::rename(from, to)
        }
        Err(error) => Err(error.into()),
    }
}

/// A second name for a file. Links are not followed: the link itself gets a second name.
pub fn link(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::hard_link(from, to)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    Held,
    /// Somebody else holds it.
    Busy,
    /// The file system has no locks.
    Unknown,
}

/// Locks a file, and does not wait for it.
pub fn try_lock(file: &File) -> io::Result<Lock> {
    locked(rustix::fs::flock(file, FlockOperation::NonBlockingLockExclusive))
}

/// Locks a file as soon as nobody else holds it.
pub fn lock(file: &File) -> io::Result<Lock> {
    loop {
        match rustix::fs::flock(file, FlockOperation::LockExclusive) {
            Err(Errno::INTR) => {}
            done => return locked(done),
        }
    }
}

fn locked(done: rustix::io::Result<()>) -> io::Result<Lock> {
    match done {
        Ok(()) => Ok(Lock::Held),
        Err(Errno::WOULDBLOCK) => Ok(Lock::Busy),
        Err(Errno::NOLCK | Errno::NOTSUP | Errno::NOSYS | Errno::INVAL) => Ok(Lock::Unknown),
        Err(error) => Err(error.into()),
    }
}

/// What a file or folder is, whatever its name: the device and the number on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Identity(u64, u64);

#[must_use]
pub fn identity(metadata: &Metadata) -> Identity {
    Identity(metadata.dev(), metadata.ino())
}

/// One number for a file as it looks from outside: where it lies, its size and its times. While that stays as it is, so do
/// its bytes; the time of its last change cannot be set by hand.
#[must_use]
pub fn mark(metadata: &Metadata) -> u64 {
    let times = [metadata.mtime(), metadata.mtime_nsec(), metadata.ctime(), metadata.ctime_nsec()];
    BuildHasherDefault::<DefaultHasher>::default().hash_one((identity(metadata), metadata.size(), times)) | 1
}

/// How long ago something was last changed; none if that is still to come.
#[must_use]
pub fn age(metadata: &Metadata) -> Option<Duration> {
    let changed = Duration::new(u64::try_from(metadata.ctime()).ok()?, u32::try_from(metadata.ctime_nsec()).ok()?);
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH + changed).ok()
}

/// The file system that something is on.
#[must_use]
pub fn device(metadata: &Metadata) -> u64 {
    metadata.dev()
}

/// Whether a folder is there, of the user's own, and no link to one.
#[must_use]
pub fn is_plain_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|facts| facts.is_dir() && is_own(&facts))
}

/// Whether something belongs to the user for whom the program runs.
#[must_use]
pub fn is_own(metadata: &Metadata) -> bool {
    metadata.uid() == rustix::process::geteuid().as_raw()
}

/// Whether another file system, or another part of one, hangs at this folder: such a folder cannot be renamed.
#[must_use]
pub fn is_mount_point(folder: &Path) -> bool {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{AtFlags, StatxAttributes, StatxFlags};
        if let Ok(facts) = rustix::fs::statx(CWD, folder, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::empty())
            && facts.stx_attributes_mask.contains(StatxAttributes::MOUNT_ROOT)
        {
            return facts.stx_attributes.contains(StatxAttributes::MOUNT_ROOT);
        }
    }
    let device = |path: &Path| path.symlink_metadata().ok().map(|metadata| metadata.dev());
    match folder.parent() {
        Some(parent) => device(folder).is_some_and(|own| device(parent).is_some_and(|above| above != own)),
        None => true,
    }
}

/// From now on the thread that calls this works only when no other has to; where it cannot be told so, as before.
pub fn give_way() {
    // On Linux this is the thread alone, not the program.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, 10);
}

/// Opens a regular file for reading, and nothing else: no link, no pipe that would wait for a writer, no device. Says
/// how long it is.
pub fn open_regular(path: &Path) -> io::Result<(File, u64)> {
    let flags = i32::try_from((QUIETLY | OFlags::NOFOLLOW).bits()).unwrap_or(0);
    regular(OpenOptions::new().read(true).custom_flags(flags).open(path))
}

/// Opening waits for nobody and gives the program no terminal.
const QUIETLY: OFlags = OFlags::NONBLOCK.union(OFlags::NOCTTY);

fn regular(opened: io::Result<File>) -> io::Result<(File, u64)> {
    let irregular = || io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file");
    let file = match opened {
        // A link, or a socket.
        Err(error) if [Errno::LOOP, Errno::NXIO].iter().any(|e| Some(e.raw_os_error()) == error.raw_os_error()) => {
            return Err(irregular());
        }
        opened => opened?,
    };
    let facts = file.metadata()?;
    if facts.is_file() { Ok((file, facts.len())) } else { Err(irregular()) }
}

/// A folder whose files are opened below it and nowhere else, whatever links there are on the way.
#[derive(Debug, Clone)]
pub struct Enclosure {
    folder: PathBuf,
    #[cfg(target_os = "linux")]
    handle: Option<Arc<File>>,
}

impl Enclosure {
    /// `folder` is real: it has no links in it.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        #[cfg(target_os = "linux")]
        {
            let flags = i32::try_from(OFlags::DIRECTORY.bits()).unwrap_or(0);
            let handle = OpenOptions::new().read(true).custom_flags(flags).open(&folder).ok().map(Arc::new);
            Self { folder, handle }
        }
        #[cfg(not(target_os = "linux"))]
        Self { folder }
    }

    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Opens a regular file by its path below the folder, and says how long it is.
    pub fn open(&self, path: &Path) -> io::Result<(File, u64)> {
        #[cfg(target_os = "linux")]
        if let Some(handle) = &self.handle {
            use rustix::fs::{Mode, ResolveFlags};
            let below = ResolveFlags::BENEATH | ResolveFlags::NO_MAGICLINKS;
            let flags = QUIETLY | OFlags::RDONLY | OFlags::CLOEXEC;
            match rustix::fs::openat2(handle, path, flags, Mode::empty(), below) {
                // Old systems, and some that keep programs in a box, do not have this.
                Err(Errno::NOSYS | Errno::PERM | Errno::XDEV) => {}
                opened => return regular(opened.map(File::from).map_err(io::Error::from)),
            }
        }
        let real = self.folder.join(path).canonicalize()?;
        if !real.starts_with(&self.folder) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it leads out of the root"));
        }
        open_regular(&real)
    }
}
