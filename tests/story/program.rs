use std::{env, error::Error, fs};

use castaway_client::{Castaway, Upload, models::Problem};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let castaway = Castaway::builder()
        .base_url(env::var("CASTAWAY_URL")?)
        .token(env::var("CASTAWAY_TOKEN")?)
        .build()?;
    let audio = Upload::from(fs::read("pilot.mp3")?).file_name("pilot.mp3");
    let pilot = castaway.episodes().create("night-trains", audio, "Pilot").explicit(false).await?;
    println!("{} is {}", pilot.title, pilot.status);

    let mut sentences = castaway.episodes().transcribe("night-trains", &pilot.episode_id).await?;
    while let Some(event) = sentences.next().await {
        let sentence = event?.data;
        println!("{:5.1} s  {}", sentence.seconds, sentence.text);
    }

    match castaway.episodes().get("night-trains", "no_such_episode").await {
        Ok(episode) => println!("{}", episode.title),
        Err(error) if error.is_not_found() => {
            let problem = error.body_as::<Problem>().ok_or(error)?;
            println!("{}", problem.title);
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
